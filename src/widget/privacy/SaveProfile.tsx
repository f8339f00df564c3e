export default function SaveProfile() {
  return null
}
