import type { TrackDetails } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Actions } from '../actions.ts';
import {
  formatAge,
  formatAngle,
  formatClimb,
  formatFeet,
  formatLevel,
  formatName,
  formatPosition,
  formatSpeed,
  formatTime,
  formatTrend,
  UNKNOWN,
} from '../format.ts';
import * as state from '../state.ts';
import { emergencyOf } from '../target.ts';
import { IdentitySection } from './watch/identity-section.tsx';

const REFRESH_MS = 1_000;

type Answer =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly details: TrackDetails }
  | { readonly state: 'ended' }
  | { readonly state: 'failed'; readonly reason: string };

interface Props {
  readonly member: string;
  readonly number: number;
  readonly actions: Actions;
}

/** Everything the node knows about the selected track, asked for every second. */
export function TrackDetailsPanel({ member, number, actions }: Props) {
  const answer = useSignal<Answer>({ state: 'asking' });
  useEffect(() => {
    answer.value = { state: 'asking' };
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      const asked = await askFor(member, number, abort.signal);
      if (abort.signal.aborted) return;
      answer.value = asked;
      timer = setTimeout(() => void ask(), REFRESH_MS);
    }
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [member, number]);
  const current = answer.value;
  return (
    <aside class="panel details" aria-label="Selected track" data-number={number}>
      <div class="panel-head">
        <h2>{current.state === 'known' ? nameOf(current.details) : nameInPicture(number)}</h2>
        <button type="button" title="Centre (C)" onClick={actions.centerSelected}>
          Centre
        </button>
        <button type="button" title="Close (Esc)" aria-label="Close" onClick={actions.dismiss}>
          ✕
        </button>
      </div>
      {current.state === 'asking' && <p class="note">Asking the node…</p>}
      {current.state === 'ended' && <p class="note bad">The track has ended.</p>}
      {current.state === 'failed' && <p class="note bad">No answer: {current.reason}</p>}
      {current.state === 'known' && <Facts details={current.details} />}
    </aside>
  );
}

async function askFor(member: string, number: number, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`api/v1/members/${member}/tracks/${number}`, { signal });
    if (response.status === 404) return { state: 'ended' };
    if (!response.ok) return { state: 'failed', reason: `status ${response.status}` };
    return { state: 'known', details: (await response.json()) as TrackDetails };
  } catch (error) {
    return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function Facts({ details }: { readonly details: TrackDetails }) {
  const emergency = emergencyOf(
    details.mode3a === undefined ? undefined : Number.parseInt(details.mode3a, 8),
  );
  const altitudeM = details.pressureAltitudeM ?? Number.NaN;
  const verticalMps = details.verticalMps ?? Number.NaN;
  return (
    <>
      {emergency !== undefined && <p class="note alert">{emergency}</p>}
      <div class="headline">
        <Figure title="FL" value={formatLevel(altitudeM) + formatTrend(verticalMps)} />
        <Figure title="kt" value={formatSpeed(details.groundSpeedMps ?? Number.NaN)} />
        <Figure title="track" value={`${formatAngle(details.trackAngleDeg ?? Number.NaN)}°`} />
        <Figure title="ft/min" value={formatClimb(verticalMps)} />
      </div>
      <dl>
        <Fact title="Address" value={details.address?.toUpperCase()} />
        <Fact title="Mode 3/A" value={details.mode3a} />
        <Fact title="Callsign" value={details.callsign} />
        <Fact title="Position" value={formatPosition(details.latDeg, details.lonDeg)} />
        <Fact title="Accuracy" value={`${Math.round(details.accuracyM).toLocaleString('en')} m (1σ)`} />
        <Fact title="GNSS height" value={feetOf(details.geometricHeightM)} />
        <Fact
          title="On ground"
          value={details.onGround === undefined ? undefined : details.onGround ? 'yes' : 'no'}
        />
        <Fact title="State" value={details.status} />
        <Fact title="Last plot" value={formatAge(details.atMs - details.lastPlotMs)} />
        <Fact title="Since" value={`${formatTime(details.bornMs)} UTC`} />
        <Fact title="Track number" value={String(details.number)} />
      </dl>
      <IdentitySection key={details.number} number={details.number} />
      <h3>Seen by</h3>
      <table class="contributions">
        <thead>
          <tr>
            <th>Sensor</th>
            <th>Owner</th>
            <th>Plots</th>
            <th>Age</th>
          </tr>
        </thead>
        <tbody>
          {details.contributions.map(({ sensorId, owner, plotCount, lastMs }) => (
            <tr key={sensorId}>
              <td title={sensorName(sensorId)}>{sensorName(sensorId)}</td>
              <td>{ownerName(owner)}</td>
              <td>{plotCount.toLocaleString('en')}</td>
              <td>{formatAge(details.atMs - lastMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Figure({ title, value }: { readonly title: string; readonly value: string }) {
  return (
    <div class="figure">
      <b>{value}</b>
      <span>{title}</span>
    </div>
  );
}

function Fact({ title, value }: { readonly title: string; readonly value: string | undefined }) {
  return (
    <>
      <dt>{title}</dt>
      <dd class={value === undefined ? 'unknown' : ''}>{value ?? UNKNOWN}</dd>
    </>
  );
}

function nameOf({ callsign, address, mode3a, number }: TrackDetails): string {
  return callsign ?? address?.toUpperCase() ?? (mode3a === undefined ? `#${number}` : `A${mode3a}`);
}

/** What the map calls it until the node has answered. */
function nameInPicture(number: number): string {
  const { picture, rowOf } = state.sceneSource.scene;
  const row = rowOf(number);
  return row === undefined ? `#${number}` : formatName(picture.identity[row]!, number);
}

function feetOf(heightM: number | undefined): string | undefined {
  return heightM === undefined ? undefined : `${formatFeet(heightM)} ft`;
}

function sensorName(id: string): string {
  return state.sensors.value.find(({ sensor }) => sensor.id === id)?.sensor.name ?? id;
}

function ownerName(id: string): string {
  return state.members.value.find((member) => member.id === id)?.name ?? id;
}
