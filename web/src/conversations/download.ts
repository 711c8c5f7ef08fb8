/** Hands a text to the reader as a file. */
export function download(text: string, filename: string, mediaType: string) {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = filename;
  link.click();
  // The browser has taken the file once it had a turn; before, revoking would empty it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file name made of a title: short, without what file systems refuse. */
export function fileName(title: string, extension: string): string {
  const name = title
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    // Not half a letter.
    .replace(/[\uD800-\uDBFF]$/, '');
  return `${name || 'indepth'}.${extension}`;
}
