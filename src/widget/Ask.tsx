import { useFitting } from './fitting.ts'
import { Question } from './privacy/Question.tsx'

/** Whether the shop may learn from choices is asked where choosing ends, once there is a choice to learn from. */
export default function Ask() {
  const { design } = useFitting()
  return <Question purpose="preferences" hasCause={Object.keys(design.decisions().picks).length > 0} />
}
