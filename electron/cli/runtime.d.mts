/**
 * The program to run our TypeScript with.
 * @param {string} root the checkout
 * @param {{ platform: string, arch: string, version: string, execPath: string }} current the running process
 * @param {(path: string) => boolean} exists
 * @returns {string | undefined} undefined when neither the project nor this machine has a Node that is new enough
 */
export declare function findRuntime(
  root: string,
  current?: {
    platform: string
    arch: string
    version: string
    execPath: string
  },
  exists?: (path: string) => boolean,
): string | undefined
