// A villager without an account says something at a door, and follows it by its code.
const words = '门口的路灯坏了三天，晚上看不见，请修一修。';

export async function saySomething(journey, cast) {
  const one = cast.stranger;
  await journey.step(
    'at a door anybody can say something; what is missing is said, what was typed stays',
    async () => {
      await one.open(cast.plaquePage);
      await one.follow('pages.say');
      await one.sees('pages.say.heading');
      await one.looks('saying something');
      await one.fill('pages.say.text', words);
      await one.page.locator('form').evaluate((form) => (form.noValidate = true));
      await one.press('pages.say.send');
      await one.sees('pages.say.kind.missing');
      const kept = await (await one.field('pages.say.text')).inputValue();
      if (kept !== words) throw new Error(`what was typed became: ${kept}`);
      await one.looks('saying something, with what is missing');
    },
  );
  await journey.step('it is sent, and a code is given', async () => {
    await one.choose('pages.kind.suggestion');
    await one.press('pages.say.send');
    await one.sees('pages.sent.code');
    cast.code = await one.page.locator('.code b').innerText();
    await one.looks('something said');
  });
  await journey.step('with the code anybody sees how far it is', async () => {
    await one.follow('pages.sent.track');
    await one.looks('asking for the code');
    await one.fill('pages.track.code', cast.code.toLowerCase());
    await one.press('pages.track.look');
    await one.sees('pages.track.state.received');
    await one.seesText(words);
    await one.looks('what became of it');
  });
}

export async function answerIt(journey, cast) {
  const one = cast.secretary;
  const answer = '路灯已经换好，今晚就亮。';
  await journey.step('the desk gives it to somebody and answers it', async () => {
    await one.go('feedback');
    await one.seesTitle('web.feedback.title', { count: 1 });
    await one.looks('feedback desk');
    if (journey.size === 'phone') await one.tap(one.page.getByRole('link').filter({ hasText: words }));
    await one.sees('web.feedback.give');
    await one.looks('something said, at the desk');
    await one.page.getByRole('radio').first().check();
    await one.press('web.feedback.give_now');
    await one.told('web.feedback.given');
    await one.fill('web.feedback.answer', answer);
    await one.press('web.feedback.send');
    await one.told('web.feedback.answered');
    await one.looks('something answered, at the desk');
  });
  await journey.step('with the code the answer is read, and it is called done', async () => {
    const villager = cast.stranger;
    await villager.open('/t');
    await villager.fill('pages.track.code', cast.code);
    await villager.press('pages.track.look');
    await villager.seesText(answer);
    await villager.looks('an answer');
    await villager.press('pages.track.solved');
    await villager.sees('pages.track.state.closed');
    await villager.open(cast.plaquePage);
    await villager.seesText(answer);
    await villager.looks('public page with an answer');
  });
}
