/** 备份: one sealed file, read back and restored into memory before the screen may say 备份完成 (DESIGN 5). */
import { createPassphraseParams, derivePassphraseKey } from '../../crypto/passphrase';
import { aeadKeyLength, importAeadKey } from '../../crypto/aead';
import { generateSigningPair, importSigningKey } from '../../crypto/sign';
import { recordDefinitions, recordKinds } from '../../domain/registry';
import type { RecordKind } from '../../domain/field';
import { createDeviceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import type { Source } from '../../kernel/watchable';
import type { ArchiveContent } from '../../log/archive';
import { writeBackup } from '../../log/backup';
import { printDigest } from '../../log/digest';
import { createKeyRing } from '../../log/key-ring';
import type { Segment } from '../../log/segment';
import { createMemoryDisk, createMemoryStore } from '../../storage/memory-store';
import { createReplica } from '../../storage/replica';
import { StoreError } from '../../storage/store';
import { changesSince } from '../queries/today';
import { combine, watchView } from '../queries/live-view';
import type { SessionParts } from '../session/session-parts';
import { updateSpace } from '../session/space-book';
import { createBackupFolder } from './backup-folder';
import { readBackupFile, restoreLog } from './restore-log';
import type { BackupError, BackupFile, BackupService } from './types';

export interface BackupDeps {
  readonly parts: SessionParts;
  readonly lastBackupAtMs: Source<number | undefined>;
}

const backupType = 'application/octet-stream';

/** Day and minute end the name: copies of one day stand side by side, and their order is their age. */
function fileNameOf(spaceName: string, day: string, atMs: number): string {
  const date = new Date(atMs);
  const minute = [date.getHours(), date.getMinutes()].map((n) => String(n).padStart(2, '0'));
  return `${spaceName.replace(/[\\/:*?"<>|.\s]+/g, '_')}_备份_${day}_${minute.join('')}.txbak`;
}

class Cancelled extends Error {}

/** Passes segments on and tells how many entries went by. */
async function* counted(
  segments: ArchiveContent['segments'],
  onEntries: (count: number) => void
): AsyncGenerator<Segment> {
  let count = 0;
  for await (const segment of segments) {
    count += segment.entries.length;
    onEntries(count);
    yield segment;
  }
}

/** Restores the file into memory only and compares the digests: what was written can be read. */
async function tryRestore(
  parts: SessionParts,
  file: Blob,
  passphrase: string,
  onProgress: (done: number, total: number) => void
): Promise<Result<void, string>> {
  const read = await readBackupFile(file, { type: 'passphrase', passphrase });
  if (!read.ok) return err(`B-${read.error.type}`);
  const { clock, random, space } = parts;
  const pair = await generateSigningPair();
  const trial = await createReplica({
    store: createMemoryStore(createMemoryDisk()),
    spaceId: space.id,
    // A stranger's device: the trial only reads.
    deviceId: createDeviceId(random),
    incarnation: 1,
    keys: {
      storageKey: await importAeadKey(random.bytes(aeadKeyLength)),
      ring: createKeyRing(read.value.summary.keys),
      signingKey: await importSigningKey(pair.secret)
    },
    clock,
    random,
    registry: { get: (kind: RecordKind) => recordDefinitions[kind] }
  });
  const restored = await restoreLog(trial, read.value, onProgress);
  await trial.close();
  return restored;
}

export function createBackupService({ parts, lastBackupAtMs }: BackupDeps): BackupService {
  const { replica, open, space, members, clock, random, page } = parts;
  const folder = createBackupFolder(page);
  const since = watchView(replica.view, recordKinds, () => undefined);
  const state = combine(
    combine(lastBackupAtMs, since, (lastAtMs) => lastAtMs),
    folder.name,
    (lastAtMs, folderName) => ({
      lastAtMs,
      folderName,
      changesSince: changesSince(replica.view, lastAtMs),
      canChooseFolder: folder.isSupported
    })
  );

  async function seal(passphrase: string, onEntries: (count: number) => void) {
    const params = createPassphraseParams(random);
    const key = await derivePassphraseKey(passphrase, params);
    const content = await replica.archive();
    const segments = counted(content.segments, onEntries);
    const passphraseKey = { params, key };
    const locks = {
      spaceId: space.id,
      passphrase: passphraseKey,
      recovery: members.recoveryKeys()
    };
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of writeBackup(locks, { ...content, segments }, random)) {
      chunks.push(chunk);
    }
    const general = content.digests.find(({ scope }) => scope === 'general');
    return {
      blob: new Blob(chunks, { type: backupType }),
      checkCode: general ? printDigest(general.digest) : '',
      recordCount: general?.records ?? 0
    };
  }

  return {
    state,
    async create(passphrase, onProgress, signal): Promise<Result<BackupFile, BackupError>> {
      if (passphrase === '') return err({ type: 'no-passphrase' });
      try {
        // Writing is the first half of the work, the trial the second.
        const total = (await replica.frontier()).chains.reduce((sum, chain) => sum + chain.seq, 0);
        const { blob, checkCode, recordCount } = await seal(passphrase, (count) => {
          if (signal.aborted) throw new Cancelled();
          onProgress(count, total * 2);
        });
        const tried = await tryRestore(parts, blob, passphrase, (done) => {
          if (signal.aborted) throw new Cancelled();
          onProgress(total + done, total * 2);
        });
        if (!tried.ok) return err({ type: 'trial-failed', code: tried.error });
        const fileName = fileNameOf(space.name, clock.today(), clock.now());
        return ok({ fileName, bytes: blob, checkCode, recordCount });
      } catch (thrown) {
        if (thrown instanceof Cancelled) return err({ type: 'cancelled' });
        if (thrown instanceof StoreError) return err({ type: 'storage', failure: thrown.failure });
        throw thrown;
      }
    },
    async markSaved(file) {
      const atMs = clock.now();
      await folder.save(file.fileName, file.bytes);
      await updateSpace(open, space.id, (entry) => ({ ...entry, lastBackupAtMs: atMs }));
      lastBackupAtMs.set(atMs);
    },
    chooseFolder: () => folder.choose(),
    forgetFolder: () => folder.forget()
  };
}
