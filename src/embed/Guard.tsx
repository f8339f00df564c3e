import { Component, type ReactNode } from 'react'

interface GuardProps {
  readonly onFailed: (error: unknown) => void
  readonly children: ReactNode
}

/** React takes down all that fails to draw. What happened is told here, so that a kind word can stand where the widget was. */
export class Guard extends Component<GuardProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown) {
    this.props.onFailed(error)
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children
  }
}
