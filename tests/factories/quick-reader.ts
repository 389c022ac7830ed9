/** Readings of 20,000 invented names in little time: the library is asked once per name. */
import { loadPinyinReader, type NameReading, type PinyinReader } from '../../src/lib/domain/pinyin';

export async function loadQuickReader(): Promise<PinyinReader> {
  const readName = await loadPinyinReader();
  const known = new Map<string, NameReading>();
  return (name) => {
    const reading = known.get(name) ?? readName(name);
    known.set(name, reading);
    return reading;
  };
}
