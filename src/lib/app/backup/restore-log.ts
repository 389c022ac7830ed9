/**
 * Reads a backup into a replica and compares digests: the one path for the trial after every backup and for a
 * real restore. Segments count only once the file's tail has been reached and agrees.
 */
import { equalBytes } from '../../kernel/bytes';
import { err, ok, type Result } from '../../kernel/result';
import type { ArchiveSummary } from '../../log/archive';
import { readBackup, type BackupFault, type BackupSecret } from '../../log/backup';
import { joinSegments, segmentsAtOnce, type Segment } from '../../log/segment';
import type { SyncReplica } from '../../storage/replica';
import { chunksOf } from '../device/blob-chunks';

export interface ReadBackup {
  readonly summary: ArchiveSummary;
  readonly segments: readonly Segment[];
}

export async function readBackupFile(
  file: Blob,
  secret: BackupSecret
): Promise<Result<ReadBackup, BackupFault>> {
  const segments: Segment[] = [];
  const read = await readBackup(chunksOf(file), secret, {
    onSegment: (segment) => void segments.push(segment)
  });
  return read.ok ? ok({ summary: read.value, segments }) : read;
}

type LogTarget = Pick<SyncReplica, 'ingest' | 'digest'>;

/** Everything in, then every scope's digest against the file's. The error is a code for support. */
export async function restoreLog(
  target: LogTarget,
  { segments, summary }: ReadBackup,
  onProgress: (done: number, total: number) => void
): Promise<Result<void, string>> {
  const total = summary.counts.entries;
  let done = 0;
  for (let at = 0; at < segments.length; at += segmentsAtOnce) {
    const together = joinSegments(segments.slice(at, at + segmentsAtOnce));
    const report = await target.ingest(together);
    if (!report.ok) return err(`B-${report.error.type}`);
    if (report.value.rejected > 0) return err('B-REJECTED');
    done += together.entries.length;
    onProgress(done, total);
  }
  for (const { scope, digest } of summary.digests) {
    const restored = await target.digest(scope);
    if (!equalBytes(restored.digest, digest)) return err(`B-DIGEST-${scope}`);
  }
  return ok(undefined);
}
