import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { Waiting, Widget, type StageHandle } from '../widget/index.ts'
import { Guard } from './Guard.tsx'
import type { Session } from './session.ts'

/** What a session shows: the widget, or a kind word while there is none. */
export function Fitted({ session }: { readonly session: Session }) {
  const room = useSyncExternalStore(session.subscribe, session.room)
  useEffect(() => {
    if (room.state === 'open') void session.controlsAnswer()
  }, [session, room])
  const setStage = useCallback(
    (stage: StageHandle | null) => {
      session.setStage(stage)
    },
    [session]
  )

  if (room.state !== 'open')
    return <Waiting language={session.language()} onAgain={room.state === 'broken' ? session.reload : null} />
  const { design, base, preferences, ordering, notice } = room
  return (
    <Guard key={base} onFailed={session.drawingFailed}>
      <Widget
        ref={setStage}
        design={design}
        base={base}
        preferences={preferences}
        onPreferencesWanted={session.bringPreferences}
        ordering={ordering}
        notice={notice}
        onDismiss={session.dismissNotice}
        startWorker={session.startWorker}
        eager={session.isPictureWanted()}
        onShown={session.pictureShown}
        onFailed={session.pictureFailed}
      />
    </Guard>
  )
}
