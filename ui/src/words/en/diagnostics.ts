/** The diagnostic bundle in `Settings`. */

export const diagnostics = {
  title: "Diagnostic bundle",
  text: "A file for whoever helps you: versions, which settings are set, counts, and the history of jobs. It holds no name, address, e-mail, password or value of your shop. Nothing is sent; you save the file and hand it on yourself.",
  show: "Show what goes in",
  hide: "Hide what goes in",
  save: "Create diagnostic bundle…",
  saved: (place: string): string => `The bundle is in ${place}.`,
  part: (name: string): string => `Content of ${name}`,
};
