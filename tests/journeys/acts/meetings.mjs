// A meeting is planned, held and written down; the notice board has only what is meant for it.
import { heads } from './roster.mjs';

const topic = '讨论冬天怎么帮联系户';
const notice = '冬天每周上门看一次联系户。';
const minutes = '大家说到了扫雪、买药、修灯。';

export async function meet(journey, cast) {
  const one = cast.secretary;
  await journey.step('a meeting is planned; what is missing is said at its field', async () => {
    await one.go('meetings');
    await one.sees('web.meetings.empty');
    await one.looks('no meetings yet');
    await one.press('web.meetings.plan');
    await one.press('web.form.save');
    await one.sees('web.meetings.topic_needed');
    await one.looks('a meeting without its topic');
    await one.fill('web.meetings.topic', topic);
    await one.fill('web.meetings.place', '村部会议室');
    await one.fill('web.meetings.day', new Date().toISOString().slice(0, 10));
    await one.press('web.form.save');
    await one.told('web.meetings.planned');
  });
  await journey.step('its minutes are written: who came, what was decided', async () => {
    await one.go('meetings');
    await one.looks('meetings');
    await one.tap(one.page.getByRole('link', { name: topic }));
    await one.looks('a planned meeting');
    await one.follow('web.meetings.record');
    await one.press('web.meetings.tick_members');
    await one.fill('web.meetings.minutes', minutes);
    await one.press('web.meetings.add_decision');
    await one.fill('web.meetings.decision', '每户每周上门一次', { number: 1 });
    await one.fill('web.meetings.notice', notice);
    await one.looks('minutes');
    await one.press('web.form.save');
    await one.told('web.meetings.recorded');
    await one.seesText(heads.wang);
    await one.looks('a meeting that was held');
  });
  await journey.step('the notice board has the notice, not the minutes', async () => {
    const villager = cast.stranger;
    await villager.open('/v/230225101204');
    await villager.seesText(notice);
    if (await villager.page.getByText(minutes).count()) throw new Error('the minutes are public');
    await villager.looks('notice board with a meeting');
  });
}
