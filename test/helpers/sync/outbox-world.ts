/**
 * A small world around the real reducer: one package, one county that may crash, one target that may lie, one city that
 * may crash between taking a package and answering. Every move is chosen from outside, so that any interleaving can be
 * played; two wrong designs can be switched on to see that the properties have teeth.
 */

import { type OutboxEvent, stepOutbox } from '../../../shared/sync/outbox.ts'
import { newEntry, type OutboxEntry, type OutboxState } from '../../../shared/sync/outbox-entry.ts'
import type { ReceiptKindName } from '../../../shared/sync/receipt-kinds.ts'

export const moves = [
  'tick',
  'later',
  'deliver',
  'loseRequest',
  'loseAnswer',
  'duplicate',
  'lie',
  'truncate',
  'sweep',
  'sweepThenCrash',
  'decide',
  'countyCrash',
  'clockForth',
  'clockBack',
  'sendNow',
  'withdraw',
  'handOver',
] as const
export type Move = (typeof moves)[number]
export type WrongDesign = 'none' | 'noDedupe' | 'believeSuccess'

type Content = 'whole' | 'part'
/** A receipt is the place of its decision. */
type Answer = Content | number | 'ok' | 'exists' | undefined
/** `again`: the whole way of a confirmation at once, carried out or lost as one. */
type Phase = 'again' | 'look' | 'put' | 'check' | 'move' | 'prove' | 'poll' | 'remove'
interface Request {
  readonly phase: Phase
  readonly attempt: number
  readonly number: number
}

/** States that claim the bytes lay at the target, and those that claim the city's word. */
const claims: Readonly<Partial<Record<OutboxState, ReceiptKindName>>> = { received: 'received', accepted: 'accepted', refused: 'refused' }

export class OutboxWorld {
  readonly #wrong: WrongDesign
  #now = 1_600_000_000_000
  /** What is on the county's disk: all that a crash leaves. */
  #entry: OutboxEntry
  #files = new Map<string, Content | number>()
  #pending: Request[] = []
  #wasWhole = false
  #byHand = false
  /** The city's database: how often the package had an effect, and its decisions in order. */
  imports = 0
  #decisions: ReceiptKindName[] = []
  #published = 0

  constructor(wrong: WrongDesign) {
    this.#wrong = wrong
    this.#entry = newEntry({ packageId: 'P', fileName: 'p.zip', sha256: 'x' }, this.#now)
  }

  get entry(): OutboxEntry {
    return this.#entry
  }

  /** Plays one move; `pick` chooses among requests under way, `chance` is the jitter. */
  play(move: Move, pick: number, chance: number): void {
    if (move === 'tick') this.#tell({ kind: 'tick', at: this.#now })
    else if (move === 'later') this.#now += 60_000 * (1 + pick)
    else if (move === 'clockForth') this.#now += 86_400_000
    else if (move === 'clockBack') this.#now -= 86_400_000
    else if (move === 'sendNow') this.#tell({ kind: 'sendNow', at: this.#now })
    else if (move === 'withdraw') this.#tell({ kind: 'withdraw', at: this.#now })
    else if (move === 'handOver') this.#handOver()
    else if (move === 'sweep') this.#sweep(false)
    else if (move === 'sweepThenCrash') this.#sweep(true)
    else if (move === 'decide') this.#decide()
    else if (move === 'countyCrash') this.#crash()
    else this.#network(move, pick, chance)
  }

  /** No more faults: everybody does their work until nothing changes any more. */
  settle(): void {
    for (let round = 0; round < 80; round += 1) {
      this.#now += 7 * 86_400_000
      this.#tell({ kind: 'tick', at: this.#now })
      while (this.#pending.length > 0) this.#network('deliver', 0, 0.5)
      this.#sweep(false)
      this.#decide()
      this.#sweep(false)
    }
  }

  /** What is wrong with what either side shows at this moment; empty when nothing is. */
  lies(): string[] {
    const { state, receipt } = this.#entry
    const found: string[] = []
    if (this.imports > 1) found.push(`the package counts ${this.imports} times`)
    if (state === 'uploaded' && !this.#wasWhole) found.push('uploaded, but was never whole at the target')
    const claimed = claims[state]
    if (claimed !== undefined && this.imports === 0) found.push(`${state}, but the city never had it`)
    if (claimed !== undefined && !this.#decisions.includes(claimed)) found.push(`${state}, but the city never said so`)
    if (receipt !== null && this.#decisions.length === 0) found.push('a receipt that nobody gave')
    return found
  }

  /** What is wrong with the end. */
  unfinished(): string[] {
    const { state } = this.#entry
    const found = this.lies()
    if (state === 'withdrawn' ? this.imports !== 0 : state !== 'accepted' || this.imports !== 1)
      found.push(`ended ${state} with ${this.imports} at the city`)
    return found
  }

  #tell(event: OutboxEvent): void {
    const { entry, effects } = stepOutbox(this.#entry, event)
    this.#entry = entry
    for (const effect of effects) {
      if (effect.kind === 'send') this.#ask(this.#wrong === 'believeSuccess' ? 'put' : 'look', effect.attempt)
      else if (effect.kind === 'poll') this.#ask('poll', 0, effect.number)
      else if (effect.kind === 'remove') this.#ask('remove', 0)
      else if (effect.kind === 'confirm') this.#ask('again', 0)
    }
  }
  #ask(phase: Phase, attempt: number, number = 0): void {
    this.#pending.push({ phase, attempt, number })
    // The network holds so many requests and no more.
    const [oldest] = this.#pending.length > 12 ? this.#pending.splice(0, 1) : []
    if (oldest) this.#lost(oldest, 0.5)
  }
  #crash(): void {
    this.#entry = structuredClone(this.#entry)
    this.#tell({ kind: 'restarted', at: this.#now })
  }
  #handOver(): void {
    this.#tell({ kind: 'handedOver', at: this.#now })
    if (this.#entry.state !== 'handed') return
    this.#byHand = true
  }

  #network(move: Move, pick: number, chance: number): void {
    const [request] = this.#pending.splice(pick % Math.max(this.#pending.length, 1), 1)
    if (request === undefined) return
    if (move === 'loseRequest') this.#lost(request, chance)
    else if (move === 'duplicate') {
      this.#serve(request, move)
      this.#answer(request, this.#serve(request, move), chance)
    } else if (move === 'loseAnswer') {
      this.#serve(request, move)
      this.#lost(request, chance)
    } else this.#answer(request, this.#serve(request, move), chance)
  }
  #lost({ phase, attempt }: Request, chance: number): void {
    if (phase === 'poll') this.#tell({ kind: 'noReceipt', at: this.#now, chance, trouble: 'unreachable' })
    else if (phase !== 'remove' && phase !== 'again') this.#tell({ kind: 'failed', attempt, at: this.#now, trouble: 'unreachable', chance })
  }

  /** What the target does and answers: its writes may be lies, its reads are what it has. */
  #serve({ phase, attempt, number }: Request, move: Move): Answer {
    const temporary = this.#wrong === 'believeSuccess' ? 'final' : `temp-${attempt}`
    if (phase === 'put') {
      if (move !== 'lie') this.#store(temporary, move === 'truncate' ? 'part' : 'whole')
      return 'ok'
    }
    if (phase === 'again') {
      if (move !== 'lie' && this.#files.get('final') !== 'whole') this.#store('final', 'whole')
      return 'ok'
    }
    if (phase === 'check') return this.#files.get(temporary)
    if (phase === 'look' || phase === 'prove') return this.#files.get('final')
    if (phase === 'poll') return this.#files.get(`receipt-${number}`)
    if (phase === 'remove') {
      if (move !== 'lie') this.#files.delete('final')
      return 'ok'
    }
    const content = this.#files.get(temporary)
    if (move === 'lie') return 'ok'
    if (this.#files.has('final')) return 'exists'
    if (content === undefined) return undefined
    this.#files.delete(temporary)
    this.#store('final', content)
    return 'ok'
  }
  #store(name: string, content: Content | number): void {
    this.#files.set(name, content)
    if (name === 'final' && content === 'whole') this.#wasWhole = true
  }

  #answer(request: Request, answer: Answer, chance: number): void {
    const { phase, attempt, number } = request
    if (phase === 'remove' || phase === 'again') return
    if (phase === 'poll') {
      if (typeof answer !== 'number') this.#tell({ kind: 'noReceipt', at: this.#now, chance, trouble: null })
      else this.#tell({ kind: 'receipt', at: this.#now, id: `R${answer}`, says: this.#decisions[answer] ?? 'received', number })
      return
    }
    const isCurrent = this.#entry.state === 'sending' && this.#entry.attempt === attempt
    if (!isCurrent) return
    const proven = (): void => this.#tell({ kind: 'proven', attempt, at: this.#now })
    if (phase === 'put' && this.#wrong === 'believeSuccess') proven()
    else if (phase === 'look') {
      if (answer === 'whole') proven()
      else {
        if (answer === 'part') this.#files.delete('final')
        this.#ask('put', attempt)
      }
    } else if (phase === 'put') this.#ask('check', attempt)
    else if (phase === 'check' && answer === 'whole') this.#ask('move', attempt)
    else if (phase === 'move') this.#ask('prove', attempt)
    else if (phase === 'prove' && answer === 'whole') proven()
    else this.#tell({ kind: 'failed', attempt, at: this.#now, trouble: 'notEqual', chance })
  }

  /** The city takes what is whole, once; crashing, it forgets to answer but not what it took. */
  #sweep(crashes: boolean): void {
    const arrived = this.#files.get('final') === 'whole' || this.#byHand
    if (arrived && (this.imports === 0 || (this.#wrong === 'noDedupe' && this.#published === 0))) {
      this.imports += 1
      if (this.#decisions.length === 0) this.#decisions.push('received')
    }
    if (crashes) return
    for (; this.#published < this.#decisions.length; this.#published += 1) this.#store(`receipt-${this.#published + 1}`, this.#published)
  }
  #decide(): void {
    if (this.imports > 0 && !this.#decisions.includes('accepted')) this.#decisions.push('accepted')
  }
}
