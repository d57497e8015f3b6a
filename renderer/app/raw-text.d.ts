/** A text of the checkout, taken into the pages when they are built. */
declare module '*?raw' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: this is how the build hands over a text
  export default text
}
