import { Input } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { helpText } from '../../../shared/text/ui-help.ts'
import { useMonth } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { type Block, type KeyGroup, partsOf, readManual, type Section, searchKeys, searchManual } from './manual.ts'
import { manualSource } from './manual-source.ts'
import './help.css'

/** The manual with its search, and the keys at a glance. @param about a screen whose section is opened */
export function HelpScreen({ about }: { readonly about: string | null }) {
  const sections = useMemo(() => readManual(manualSource).slice(1), [])
  const [asked, setAsked] = useState('')
  const shown = searchManual(sections, asked)
  const keys = searchKeys(helpText.groups, asked)
  const period = useMonth((state) => state.period)
  const page = useRef<HTMLDivElement>(null)
  const wanted = Object.entries(helpText.places).find(([screen]) => screen === about)?.[1]
  const target = sections.find(({ title }) => wanted !== undefined && title.includes(wanted))?.number
  useEffect(() => {
    // The way back is by the browser; the place is shown, and read aloud, from its heading on.
    const heading = page.current?.querySelector<HTMLElement>(target === undefined ? 'h1' : `#help-${target}`)
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  }, [target])
  return (
    <div className="help" ref={page}>
      <div className="help-side">
        <Input.Search
          allowClear
          aria-label={helpText.search}
          placeholder={helpText.searchPlaceholder}
          value={asked}
          onChange={({ target: { value } }) => setAsked(value)}
        />
        <p className="muted" role="status">
          {asked.trim() === ''
            ? ''
            : helpText.found(
                shown.length,
                keys.reduce((count, group) => count + group.keys.length, 0),
              )}
        </p>
        <nav aria-label={helpText.contents}>
          {keys.length > 0 && (
            <button type="button" onClick={() => jump('help-keys')}>
              {helpText.keys}
            </button>
          )}
          {shown.map(({ number, depth, title }) => (
            <button key={number} type="button" className={depth === 3 ? 'help-sub' : undefined} onClick={() => jump(`help-${number}`)}>
              {title}
            </button>
          ))}
        </nav>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <article className="help-text" tabIndex={0}>
        <h1 tabIndex={-1}>{helpText.title}</h1>
        <p className="muted">
          {helpText.hint} <a href={formatPlace({ screen: 'settings' }, period)}>{helpText.about}</a>
        </p>
        {keys.length > 0 && <Keys groups={keys} />}
        {shown.map((section) => (
          <Part key={section.number} section={section} />
        ))}
      </article>
    </div>
  )
}

const jump = (id: string): void => {
  const heading = document.getElementById(id)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}

function Keys({ groups }: { readonly groups: readonly KeyGroup[] }) {
  return (
    <section>
      <h2 id="help-keys" tabIndex={-1}>
        {helpText.keys}
      </h2>
      <div className="help-keys">
        {groups.map(({ title, keys }) => (
          <table key={title}>
            <caption>{title}</caption>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">{helpText.key}</th>
                <th scope="col">{helpText.does}</th>
              </tr>
            </thead>
            <tbody>
              {keys.map(([key, does]) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  )
}

function Part({ section: { number, depth, title, blocks } }: { readonly section: Section }) {
  const Heading = depth === 3 ? 'h3' : 'h2'
  return (
    <section>
      <Heading id={`help-${number}`} tabIndex={-1}>
        {title}
      </Heading>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a manual does not change while it is read
        <Shown key={index} block={block} />
      ))}
    </section>
  )
}

function Shown({ block }: { readonly block: Block }) {
  if (block.kind === 'code') return <pre>{block.text}</pre>
  if (block.kind === 'text') {
    return (
      <p>
        <Line text={block.text} />
      </p>
    )
  }
  if (block.kind === 'list') {
    const items = block.items.map((text) => (
      <li key={text}>
        <Line text={text} />
      </li>
    ))
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
  }
  return (
    <div className="help-scroll">
      <table>
        <thead>
          <tr>
            {block.head.map((cell) => (
              <th key={cell} scope="col">
                <Line text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row stand in the order of their columns
                <td key={index}>
                  <Line text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ text }: { readonly text: string }) {
  return partsOf(text).map(({ kind, text: words }, index) => {
    const key = `${index} ${words}`
    if (kind === 'bold') return <b key={key}>{words}</b>
    return kind === 'key' ? <code key={key}>{words}</code> : <span key={key}>{words}</span>
  })
}
