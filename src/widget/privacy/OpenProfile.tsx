export default function OpenProfile() {
  return null
}
