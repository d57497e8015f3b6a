/** Version of the program, the same as in package.json (a test compares them). */
export const programVersion = '0.1.0'
