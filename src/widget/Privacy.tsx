import { Dialog } from './Dialog.tsx'
import { About } from './privacy/About.tsx'
import { Agreements } from './privacy/Agreements.tsx'
import { LeftList } from './privacy/LeftList.tsx'
import { Mapped } from './privacy/Mapped.tsx'
import { ProfilePart } from './privacy/ProfilePart.tsx'
import { Receipts } from './privacy/Receipts.tsx'
import { StoredKeys } from './privacy/StoredKeys.tsx'
import { usePrivacyWords } from './privacy/words.ts'

/** What is collected and why, what the customer says to it, and everything that is theirs: one sheet. */
export default function Privacy({ onClose }: { readonly onClose: () => void }) {
  const say = usePrivacyWords()
  return (
    <Dialog title={say('title')} part="privacy" isWide onClose={onClose}>
      <p>
        <strong>{say('nothing')}</strong>
      </p>
      <Agreements />
      <div className="folds">
        <LeftList />
        <ProfilePart onLeave={onClose} />
        <StoredKeys />
        <Receipts />
        <About />
        <Mapped />
      </div>
    </Dialog>
  )
}
