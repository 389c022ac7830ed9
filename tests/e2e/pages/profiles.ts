/** Browser profiles on disk: they outlive their browser, and can be copied as people copy them. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page, type TestInfo } from '@playwright/test';
import type { Watcher } from '../fixtures';

export interface OpenProfile {
  readonly folder: string;
  readonly context: BrowserContext;
  readonly page: Page;
}

export class Profiles {
  private readonly folders: string[] = [];
  private readonly contexts = new Set<BrowserContext>();

  constructor(
    private readonly watcher: Watcher,
    private readonly project: TestInfo['project'],
    private readonly baseURL: string | undefined
  ) {}

  /** A browser of its own on a new profile, or on one that no browser has open. */
  async open(
    folder = this.create(),
    prepare?: (context: BrowserContext) => Promise<void>
  ): Promise<OpenProfile> {
    const { launchOptions, viewport, locale, timezoneId } = this.project.use;
    const context = await chromium.launchPersistentContext(folder, {
      ...launchOptions,
      ...(viewport !== undefined && { viewport }),
      ...(locale !== undefined && { locale }),
      ...(timezoneId !== undefined && { timezoneId }),
      ...(this.baseURL !== undefined && { baseURL: this.baseURL })
    });
    this.contexts.add(context);
    await this.watcher.watch(context);
    await prepare?.(context);
    return { folder, context, page: await context.newPage() };
  }

  async close({ context }: OpenProfile): Promise<void> {
    this.contexts.delete(context);
    await context.close();
  }

  /** Of a profile that no browser has open. */
  copy(folder: string): string {
    const made = this.create();
    cpSync(folder, made, { recursive: true });
    return made;
  }

  private create(): string {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    this.folders.push(folder);
    return folder;
  }

  async remove(): Promise<void> {
    await Promise.all([...this.contexts].map((context) => context.close()));
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}
