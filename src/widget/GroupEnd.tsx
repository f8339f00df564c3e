import Ask from './Ask.tsx'
import { Problem } from './problem/Problem.tsx'

/** Below a group's options: the consent question, where it belongs, and the way to say that something is wrong. */
export default function GroupEnd({ isLast, group }: { readonly isLast: boolean; readonly group: string }) {
  return (
    <>
      {isLast && <Ask />}
      <Problem group={group} />
    </>
  )
}
