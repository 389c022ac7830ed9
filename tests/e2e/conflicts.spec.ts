/** 待确认的不同写法 and 合并重复 (issue 3 “Conflicts and doubles, in plain words”; UX rules 5 and 8). */
import { disputedBook } from '../factories/disputed-book';
import { conflictWords as words } from '../../src/lib/text/conflicts';
import { actions } from '../../src/lib/text/actions';
import { doublesWords } from '../../src/lib/text/doubles';
import { bulkWords, people as peopleWords } from '../../src/lib/text/people';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { PeoplePage } from './pages/people.page';
import { StartPage } from './pages/start.page';

test('two devices wrote apart: seen in 今日 and on the person, settled each way; registered twice: merged, apart again, merged', async ({
  page,
  axe
}) => {
  const { file, key } = await disputedBook(Date.now());
  const start = new StartPage(page);
  const book = new BookPage(page);
  await start.open();
  const passphrase = '两台设备一本册子';
  await start.restore({ file, by: 'recovery-key', secret: key, workerName: '苏晴', passphrase });
  await page.getByRole('button', { name: '开始使用' }).click();
  await start.expectOpen();

  await book.go('今日');
  await expect(page.getByText(words.today(2))).toBeVisible();
  await page.getByRole('link', { name: words.look }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
  const rain = book.card('任谷雨');
  const unit = rain.getByRole('region', { name: '工作单位' });
  await expect(unit.getByRole('listitem')).toHaveCount(2);
  await expect(unit.getByText(words.beforeEmpty)).toBeVisible();
  await axe(page);

  await unit.getByRole('button', { name: words.keepOf('工作单位', '青禾小学') }).click();
  await expect(unit).toBeHidden();
  await page.getByRole('button', { name: actions.undo }).click();
  await expect(unit.getByRole('listitem')).toHaveCount(2);
  await unit.getByRole('button', { name: words.writeOf('工作单位') }).click();
  const dialog = page.getByRole('dialog', { name: words.writeTitle('工作单位') });
  await dialog.getByRole('textbox', { name: '工作单位' }).fill('青禾书院');
  await dialog.getByRole('button', { name: actions.save }).click();
  await expect(unit).toBeHidden();
  const mobile = rain.getByRole('region', { name: '手机' });
  await mobile.getByRole('button', { name: words.joinOf('手机') }).click();
  await expect(rain).toBeHidden();

  const autumn = book.card('解立秋');
  await expect(autumn.getByText('在别的设备上删除了它').first()).toBeVisible();
  await autumn.getByRole('link', { name: `${words.open}：解立秋` }).click();
  await expect(page.getByRole('heading', { level: 1, name: '解立秋' })).toBeVisible();
  await expect(page.getByText(words.markDeleted)).toBeVisible();
  await page.getByRole('link', { name: words.look }).click();
  await autumn.getByRole('button', { name: words.deleteRecord }).click();
  await expect(page.getByText(words.noneHere)).toBeVisible();

  await book.go('人才库');
  await expect(page.getByText('解立秋')).toBeHidden();
  await page.getByRole('link', { name: '任谷雨' }).first().click();
  await expect(page.getByRole('heading', { name: '任谷雨' }).first()).toBeVisible();
  await expect(page.getByText('青禾书院')).toBeVisible();
  await expect(page.getByText(words.mark)).toBeHidden();

  const name = '司徒小满';
  await book.go('人才库');
  await page.getByRole('button', { name: peopleWords.more }).click();
  await page.getByRole('menuitem', { name: peopleWords.doubles }).click();
  await expect(page.getByRole('heading', { level: 1, name: doublesWords.title })).toBeVisible();
  const pair = book.card(doublesWords.pair(name, name));
  await expect(pair.getByText(doublesWords.reasons['name-phone'])).toBeVisible();
  await expect(pair.getByText(doublesWords.phone('手机', '154****0044'))).toHaveCount(2);
  await expect(pair.getByText(/由 .+ 登记$/)).toHaveCount(2);
  await expect(pair.getByText(doublesWords.works(1))).toBeVisible();
  await expect(pair.getByText(doublesWords.withheld)).toBeHidden();
  await axe(page);
  await pair.getByRole('button', { name: doublesWords.notSame }).click();
  await expect(pair).toBeHidden();
  await page.getByRole('button', { name: doublesWords.apart(1) }).click();
  await axe(page);
  await page.getByRole('button', { name: doublesWords.stillSame }).click();
  await expect(pair).toBeVisible();
  await pair.getByRole('radio', { name: /青禾书店/ }).check();
  const merge = pair.getByRole('button', {
    name: doublesWords.mergeOf(doublesWords.pair(name, name))
  });
  await merge.click();
  const takeBack = page.getByRole('button', { name: doublesWords.takeBackOf(name) });
  await expect(takeBack).toBeVisible();
  await expect(pair).toBeHidden();
  await takeBack.click();
  await expect(pair).toBeVisible();
  await pair.getByRole('radio', { name: /青禾书店/ }).check();
  await merge.click();
  await expect(takeBack).toBeVisible();

  await book.go('人才库');
  const entry = page.getByRole('link', { name });
  await expect(entry).toHaveCount(1);
  await entry.click();
  await expect(page.getByRole('heading', { name }).first()).toBeVisible();
  await expect(page.getByText('青禾书店')).toBeVisible();
  await page.getByRole('tab', { name: '往来' }).click();
  await expect(page.getByText('问了书店的近况。')).toBeVisible();

  const people = new PeoplePage(page);
  for (const phone of ['15400000045', '']) {
    await book.follow('/people/edit/');
    await expect(page.getByRole('heading', { name: '新增成员' })).toBeVisible();
    await people.field('姓名').fill('周丽');
    const number = page.getByRole('group', { name: '手机' }).getByRole('textbox').first();
    if (phone !== '') await number.fill(phone);
    await people.save();
    await expect(people.heading('周丽')).toBeVisible();
  }
  await people.openList();
  await people.search('周丽');
  await people.choose(2);
  await page.getByRole('link', { name: bulkWords.merge }).click();
  const chosen = book.card(doublesWords.pair('周丽', '周丽'));
  await expect(chosen).toBeVisible();
  await expect(page).toHaveURL(/people\/doubles\/\?id=.+&id=.+/);
  await expect(chosen.getByText(doublesWords.withheld)).toBeHidden();
  await axe(page);
  await chosen.getByRole('button', { name: doublesWords.merge }).click();
  await expect(page.getByText(doublesWords.askedOne)).toBeVisible();
  await people.undo(doublesWords.merged(doublesWords.pair('周丽', '周丽')));
  await expect(chosen).toBeVisible();
  await chosen.getByRole('button', { name: doublesWords.notSame }).click();
  await expect(chosen.getByText(doublesWords.askedApart)).toBeVisible();
  await chosen.getByRole('button', { name: doublesWords.merge }).click();
  await expect(page.getByText(doublesWords.mergedThough)).toBeVisible();
  await page.getByRole('link', { name: doublesWords.search }).click();
  await expect(page.getByRole('radio', { name: /^再宽一些/ })).toBeVisible();
});
