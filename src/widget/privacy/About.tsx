import { dayText, numberFormat } from '../../ground/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { Fold } from './Fold.tsx'
import { usePrivacyWords } from './words.ts'

/** Whose orders suggestions are counted from, and how the people behind those are kept safe. */
export function About() {
  const { language } = useFitting()
  const { suggestions } = useOwn()
  const say = usePrivacyWords()
  useChanges(suggestions)
  const about = suggestions.about()
  if (!about) return null
  const { orders, made, privacy } = about
  const number = (value: number) => numberFormat(language, { maximumFractionDigits: 2 }).format(value)
  return (
    <Fold title={say('about')}>
      <p>{say('aboutOrders', { orders: number(orders), on: dayText(made, language, true) })}</p>
      <p>
        {privacy.kind === 'threshold'
          ? say('aboutThreshold', { least: number(privacy.least) })
          : say(`aboutNoise.${privacy.unit}`, { epsilon: number(privacy.epsilon) })}
      </p>
    </Fold>
  )
}
