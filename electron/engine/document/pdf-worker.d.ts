/** The library says nothing about its worker; importing it is all we do with it. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
