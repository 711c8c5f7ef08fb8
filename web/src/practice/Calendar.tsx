import { memo } from 'react';
import { texts } from '../texts.ts';
import { CALENDAR_WEEKS, calendarWeeks, dotRadius, type CalendarDay } from './calendar.ts';
import type { PracticeAttempt } from './types.ts';

/** Attempts per day: a table, a column a week, the size of a dot telling how many. */
export const Calendar = memo(function Calendar({
  attempts,
  now,
}: {
  attempts: readonly PracticeAttempt[];
  now: number;
}) {
  const weeks = calendarWeeks(attempts, now);
  return (
    <>
      <table className="calendar">
        <caption className="sr-only">{texts.practice.calendar(CALENDAR_WEEKS)}</caption>
        <thead>
          <tr>
            <td />
            {weeks.map((week, index) => (
              <WeekHead key={index} monday={week[0] ?? null} before={weeks[index - 1]?.[0] ?? null} />
            ))}
          </tr>
        </thead>
        <tbody>
          {(weeks[0] ?? []).map((first, day) => (
            <tr key={day}>
              <th scope="row">
                <span className={day % 2 === 0 && day < 5 ? undefined : 'sr-only'}>
                  {texts.practice.weekday(new Date(first?.start ?? 0))}
                </span>
              </th>
              {weeks.map((week, index) => (
                <Day key={index} day={week[day] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="calendar-key" aria-hidden="true">
        <Dot attempts={0} />
        {texts.practice.keyNone}
        <Dot attempts={1} />
        {texts.practice.keyOne}
        <Dot attempts={5} />
        {texts.practice.keyMany}
      </p>
    </>
  );
});

/** Names the month above the first week that begins in it. */
function WeekHead({ monday, before }: { monday: CalendarDay | null; before: CalendarDay | null }) {
  if (!monday) return <td />;
  const date = new Date(monday.start);
  const isNewMonth = before !== null && new Date(before.start).getMonth() !== date.getMonth();
  return (
    <th scope="col">
      <span className="sr-only">{texts.practice.week(date)}</span>
      <span aria-hidden="true">{isNewMonth && texts.practice.month(date)}</span>
    </th>
  );
}

function Day({ day }: { day: CalendarDay | null }) {
  if (!day) return <td />;
  return (
    <td className={day.isToday ? 'day day-today' : 'day'}>
      <Dot attempts={day.attempts} />
      <span className="sr-only">
        {texts.practice.day(new Date(day.start), day.attempts)}
        {day.isToday && texts.practice.today}
      </span>
    </td>
  );
}

function Dot({ attempts }: { attempts: number }) {
  return (
    <svg className="day-figure" aria-hidden="true" viewBox="0 0 16 16">
      <circle className={attempts === 0 ? 'dot dot-none' : 'dot'} cx="8" cy="8" r={dotRadius(attempts)} />
    </svg>
  );
}
