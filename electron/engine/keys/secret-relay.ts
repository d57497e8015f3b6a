/** Lets the engine's thread use the secret store of the system, which only the main thread can ask. */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { SecretBox } from '../ports.ts'

type Question =
  | { readonly ask: 'protection' }
  | { readonly ask: 'seal'; readonly secret: string }
  | { readonly ask: 'open'; readonly sealed: Uint8Array }
type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

/** The thread's end. Each question has a channel of its own, so that no answer is taken for another. */
export function secretsOverRelay(relay: MessagePort): SecretBox {
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel()
      port1.once('message', (answer: Answer) => {
        port1.close()
        if (answer.ok) resolve(answer.value)
        else reject(new Error('the secret store of the system refused'))
      })
      relay.postMessage({ question, port: port2 }, [port2])
    })
  return {
    protection: async () => ((await ask({ ask: 'protection' })) === 'system' ? 'system' : 'unprotected'),
    seal: async (secret) => {
      const sealed = await ask({ ask: 'seal', secret })
      if (!(sealed instanceof Uint8Array)) throw new Error('nothing was sealed')
      return sealed
    },
    open: async (sealed) => String(await ask({ ask: 'open', sealed })),
  }
}

const answerTo = (box: SecretBox, question: Question): Promise<unknown> => {
  if (question.ask === 'protection') return box.protection()
  return question.ask === 'seal' ? box.seal(question.secret) : box.open(question.sealed)
}

/** The main thread's end. What went wrong there is not told: it may name what was sealed. */
export function serveSecrets(relay: MessagePort, box: SecretBox): void {
  relay.on('message', ({ question, port }: { question: Question; port: MessagePort }) => {
    void answerTo(box, question)
      .then(
        (value): Answer => ({ ok: true, value }),
        (): Answer => ({ ok: false }),
      )
      .then((answer) => port.postMessage(answer))
  })
}
