// The township changes what the programme consists of: words, a banner, a review day.
const banner = '有困难，找我们';

export async function changeProgramme(journey, cast) {
  const one = cast.town;
  await journey.step(
    'what is missing in the programme is said at its field, and nothing is saved',
    async () => {
      await one.open('/app/administration/programme');
      await one.press('web.administration.part.content');
      await one.press('web.administration.add_banner');
      const stages = one.page.locator('section').filter({
        has: one.page.getByRole('heading', { name: one.t('web.administration.stages') }),
      });
      await stages.getByLabel(one.t('web.administration.purpose'), { exact: true }).first().fill('');
      await one.press('web.administration.add_review_day');
      const day = one.page.getByRole('group', {
        name: one.t('web.administration.review_day', { number: 4 }),
      });
      await day.getByLabel(one.t('web.administration.day'), { exact: true }).fill('31');
      await one.press('web.form.save');
      await one.sees('web.form.problems', { count: 3 });
      await one.looks('a programme with what is missing');
    },
  );
  await journey.step(
    'a banner and a review day are added, a day is taken away, and it is saved',
    async () => {
      await one.fill('web.administration.banner', banner, { number: 4 });
      const stages = one.page.locator('section').filter({
        has: one.page.getByRole('heading', { name: one.t('web.administration.stages') }),
      });
      const purpose = stages.getByLabel(one.t('web.administration.purpose'), { exact: true }).first();
      await purpose.fill('家家挂牌，亮明身份');
      const day = one.page.getByRole('group', {
        name: one.t('web.administration.review_day', { number: 4 }),
      });
      await day.getByLabel(one.t('web.administration.day'), { exact: true }).fill('15');
      await one.press('web.administration.remove_review_day', { number: 3 });
      await one.press('web.form.save');
      await one.told('web.administration.programme_saved');
      await one.looks('a programme that was changed');
      const kept = await (await one.field('web.administration.banner', { number: 4 })).inputValue();
      if (kept !== banner) throw new Error(`the banner became: ${kept}`);
      if (
        await one.page
          .getByRole('group', { name: one.t('web.administration.review_day', { number: 4 }) })
          .count()
      )
        throw new Error('the review day is still there');
    },
  );
}
