import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { commonText } from '../../shared/text/ui-common.ts'

interface Props {
  readonly children: ReactNode
  /** A new value clears the failure: the person went elsewhere. */
  readonly place: string
}
interface State {
  readonly failedAt: string | null
}

/** A screen that breaks says so and leaves the way home open; stored data is never touched by it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failedAt: null }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return state.failedAt !== null && state.failedAt !== props.place ? { failedAt: null } : null
  }
  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.place })
  }
  static getDerivedStateFromError(): Partial<State> {
    return { failedAt: window.location.hash }
  }
  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children
    const { title, text, home } = commonText.crashed
    return (
      <div className="center-page" role="alert">
        <h1>{title}</h1>
        <p className="muted">{text}</p>
        <p>
          <Button type="primary" href="#/month">
            {home}
          </Button>
        </p>
      </div>
    )
  }
}
