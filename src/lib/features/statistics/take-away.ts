/** What is done with a figure that leaves the house: picture, clipboard, sheet, sentence. Print is a page. */
import type { DocumentService } from '../../app/documents/types';
import { err, ok, type Result } from '../../kernel/result';
import { failureText } from '../../text/failures';
import { statisticsWords } from '../../text/statistics';
import { copyPicture, renderPng } from '../../ui/charts/render-png';
import { paperToSentence, paperToSpec, paperToTable, type Paper } from './paper';

export type TakeAction = 'picture' | 'copy' | 'sheet' | 'print' | 'sentence';

/** What to say afterwards; undefined when the worker closed the save dialog. */
type Outcome = Result<string | undefined, string>;

async function deliver(documents: DocumentService, name: string, blob: Blob): Promise<Outcome> {
  const delivery = await documents.deliver(name, blob);
  if (delivery === 'blocked') return err(statisticsWords.blocked);
  return ok(delivery === 'saved' ? statisticsWords.saved : undefined);
}

async function copy(write: () => Promise<void>): Promise<Outcome> {
  try {
    await write();
    return ok(statisticsWords.copied);
  } catch {
    // The browser refuses without saying why: no permission, or the page lost the focus.
    return err(statisticsWords.copyFailed);
  }
}

const marked = (paper: Paper): Paper => ({
  ...paper,
  title: `${paper.title}（${paper.audience === 'internal' ? statisticsWords.internal : statisticsWords.outside}）`
});

/** Carries out everything but print. */
export async function takeAway(
  action: Exclude<TakeAction, 'print'>,
  paper: Paper,
  purpose: string,
  documents: DocumentService
): Promise<Outcome> {
  if (paper.isWithheld) return err(statisticsWords.withheld);
  if (action === 'sentence') {
    return copy(() => navigator.clipboard.writeText(paperToSentence(paper)));
  }
  if (action === 'sheet') {
    const made = await documents.exportTable(paperToTable(paper), purpose, paper.audience);
    if (!made.ok) return err(failureText(made.error));
    return deliver(documents, made.value.fileName, made.value.blob);
  }
  const picture = await renderPng(paperToSpec(marked(paper)));
  if (!picture.ok) return err(statisticsWords.pictureFailed);
  if (action === 'copy') return copy(() => copyPicture(picture.value));
  return deliver(documents, `${paper.place}${paper.title}.png`, picture.value);
}
