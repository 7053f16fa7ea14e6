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
