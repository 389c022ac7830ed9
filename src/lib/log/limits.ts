/** Caps on everything that comes from elsewhere (DESIGN 5). Numbers in bytes unless said. */
export const limits = {
  /** Sealed bytes of one part. */
  part: 128 * 1024,
  /** Parts of one entry. */
  parts: 1024,
  /** A whole encoded entry, so that it fits a segment. */
  entry: 192 * 1024,
  /** One save or import batch: what a writer should stay under, plaintext. */
  entryTarget: 64 * 1024,
  header: 96 * 1024,
  memberHeads: 32,
  /** Of a frontier, which names every head there is; a writer names at most memberHeads of them. */
  frontierHeads: 4096,
  deps: 256,
  /** A member entry with its signature. */
  memberEntry: 128 * 1024,
  parents: 64,
  /** Nine digits: what a writer's slot in a record has room for. */
  incarnation: 999_999_999,
  seq: 0xffff_ffff,
  epoch: 0xffff_ffff,
  segment: 256_000,
  segmentEntries: 4096,
  chains: 16_384,
  erasures: 100_000,
  /** Sealed epochs of one member entry. */
  sealedEpochs: 64,
  recipients: 512,
  /** Older secrets under a new one: one, but for concurrent rotations. */
  previousKeys: 64,
  cuts: 2048,
  recordsPerOrder: 1024,
  nameBytes: 120
} as const;
