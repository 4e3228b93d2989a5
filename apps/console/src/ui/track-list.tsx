import { STANDARD_IDENTITIES, type TrackPicture } from '@commonsky/model';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { createFilter } from '../filter.ts';
import { formatAge, formatLevel, formatName, formatSpeed, formatTrend } from '../format.ts';
import { trackStep } from '../keys.ts';
import { FRESHNESSES, KINDS } from '../scene.ts';
import * as state from '../state.ts';
import { emergencyOf } from '../target.ts';
import { IdentityFilter } from './identity-filter.tsx';
import { IdentitySymbol } from './identity-symbol.tsx';
import { COLUMNS, type ColumnId, sortRows } from './track-order.ts';

const ROW_HEIGHT_PX = 26;
/** Rows kept ready above and below what is seen. */
const ROWS_BEYOND = 6;

/** All tracks that answer the filter. Only the rows in sight exist, so 20,000 cost what 40 do. */
export function TrackList() {
  void state.pictureCount.value;
  const scrollPx = useSignal(0);
  const heightPx = useSignal(600);
  const order = useSignal<{ readonly column: ColumnId; readonly isUp: boolean }>({
    column: 'name',
    isUp: true,
  });
  const body = useRef<HTMLDivElement>(null);
  const { picture } = state.sceneSource.scene;
  const isShown = createFilter(state.filterText.value);
  const matching = Array.from({ length: picture.count }, (_, row) => row).filter((row) =>
    isShown(picture, row),
  );
  const rows = sortRows(picture, matching, order.value.column, order.value.isUp);

  useEffect(() => {
    const element = body.current!;
    const observer = new ResizeObserver(() => (heightPx.value = element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    trackStep.step = (by) => {
      const at = rows.findIndex((row) => picture.number[row] === state.selected.value);
      const next = Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by));
      if (rows[next] === undefined) return;
      state.selected.value = picture.number[rows[next]];
      const top = next * ROW_HEIGHT_PX;
      const element = body.current!;
      if (top < element.scrollTop) element.scrollTop = top;
      const bottom = top + ROW_HEIGHT_PX;
      if (bottom > element.scrollTop + element.clientHeight)
        element.scrollTop = bottom - element.clientHeight;
    };
    return () => (trackStep.step = undefined);
  });

  const first = Math.max(0, Math.floor(scrollPx.value / ROW_HEIGHT_PX) - ROWS_BEYOND);
  const count = Math.ceil(heightPx.value / ROW_HEIGHT_PX) + 2 * ROWS_BEYOND;
  return (
    <section class="panel dock track-list" aria-label="Tracks">
      <div class="panel-head">
        <input
          id="track-filter"
          type="search"
          placeholder="Filter: KGZ 2041 FL200-350"
          aria-label="Filter tracks"
          value={state.filterText.value}
          onInput={(event) => (state.filterText.value = event.currentTarget.value)}
        />
        <span class="count">
          {rows.length}/{picture.count}
        </span>
      </div>
      <IdentityFilter />
      <div class="rows-head" role="row">
        {COLUMNS.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            class={`cell ${id}`}
            aria-pressed={order.value.column === id}
            onClick={() =>
              (order.value = { column: id, isUp: order.value.column === id ? !order.value.isUp : true })
            }
          >
            {title}
            {order.value.column === id && <span aria-hidden="true">{order.value.isUp ? '▴' : '▾'}</span>}
          </button>
        ))}
      </div>
      <div class="rows" ref={body} onScroll={(event) => (scrollPx.value = event.currentTarget.scrollTop)}>
        <div style={{ height: `${rows.length * ROW_HEIGHT_PX}px` }}>
          <div style={{ transform: `translateY(${first * ROW_HEIGHT_PX}px)` }}>
            {rows.slice(first, first + count).map((row) => (
              <TrackRow key={picture.number[row]} picture={picture} row={row} />
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}

function TrackRow({ picture, row }: { readonly picture: TrackPicture; readonly row: number }) {
  const { scene } = state.sceneSource;
  const number = picture.number[row]!;
  const identity = picture.identity[row]!;
  const ageMs = picture.pictureMs - picture.lastPlotMs[row]!;
  const isAlert = emergencyOf(identity.mode3a) !== undefined;
  const freshness = FRESHNESSES[scene.freshness[row]!];
  const who = STANDARD_IDENTITIES[scene.identity[row]!]!;
  return (
    <button
      type="button"
      class={`row ${KINDS[scene.kind[row]!]} ${who} ${freshness} ${isAlert ? 'alert' : ''}`}
      aria-pressed={number === state.selected.value}
      data-number={number}
      onClick={() => (state.selected.value = number)}
      onMouseEnter={() => (state.hovered.value = number)}
      onMouseLeave={() => (state.hovered.value = undefined)}
    >
      <span class="cell name">
        <IdentitySymbol identity={who} isHollow={freshness !== 'current'} />
        {formatName(identity, number)}
      </span>
      <span class="cell level">
        {formatLevel(picture.pressureAltitudeM[row]!)}
        {formatTrend(picture.verticalMps[row]!)}
      </span>
      <span class="cell speed">{formatSpeed(Math.hypot(picture.eastMps[row]!, picture.northMps[row]!))}</span>
      <span class="cell age">{freshness === 'coasting' ? 'coast' : formatAge(ageMs)}</span>
    </button>
  );
}
