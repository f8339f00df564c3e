export { profileFile, readProfileFile, take, type CarriedProfile } from './file.ts'
export { linesOf } from './lines.ts'
export { createProfile, type ProfileSettings } from './profile.ts'
export { releasedOf } from './release.ts'
