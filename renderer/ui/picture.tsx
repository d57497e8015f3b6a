import { Modal } from 'antd'
import { useEffect, useState } from 'react'

const beginnings: readonly (readonly [string, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/bmp', [0x42, 0x4d]],
]

/** Kind of a picture that can be shown without running anything; undefined for every other file, whatever it is called. */
export const pictureKind = (bytes: Uint8Array): string | undefined =>
  beginnings.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte))?.[0]

/** Whether a file may be a picture, by its name: only those are offered to be looked at. */
export const isPictureName = (name: string): boolean => /\.(jpe?g|png|gif|bmp)$/i.test(name)

export interface ShownPicture {
  readonly name: string
  readonly bytes: Uint8Array
}
interface PictureProps {
  readonly picture: ShownPicture | null
  readonly onClose: () => void
}

/** A picture over the page. Its bytes become part of the page's memory only; nothing is fetched and nothing runs. */
export function Picture({ picture, onClose }: PictureProps) {
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    setSource(null)
    if (picture === null) return
    const reader = new FileReader()
    reader.addEventListener('load', () => setSource(typeof reader.result === 'string' ? reader.result : null))
    reader.readAsDataURL(new Blob([new Uint8Array(picture.bytes)], { type: pictureKind(picture.bytes) ?? '' }))
    return () => reader.abort()
  }, [picture])
  return (
    <Modal open={picture !== null} title={picture?.name} footer={null} width="min(1100px, 92vw)" onCancel={onClose} destroyOnHidden>
      {source !== null && <img className="picture" src={source} alt={picture?.name ?? ''} />}
    </Modal>
  )
}
