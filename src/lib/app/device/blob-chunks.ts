/** A file in pieces, so that none is held whole, and small enough to tell how far it is; streams of old browsers can't be iterated. */
export async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const size = 64 * 1024;
  for (let at = 0; at < file.size; at += size) {
    yield new Uint8Array(await file.slice(at, at + size).arrayBuffer());
  }
}
