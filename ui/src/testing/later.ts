/** An answer that a test gives when it likes, so that what stands on the screen until then can be looked at. */
export function later<Answer>(): { promise: Promise<Answer>; resolve: (answer: Answer) => void } {
  let resolve: (answer: Answer) => void = () => undefined;
  const promise = new Promise<Answer>((give) => {
    resolve = give;
  });
  return { promise, resolve };
}
