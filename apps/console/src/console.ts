/** Joins the node's feed, the state and the address bar. */
import type { TrackFrameDecoder } from '@commonsky/model';
import { batch, effect } from '@preact/signals';
import { createFeed } from './feed/feed.ts';
import { createFilter } from './filter.ts';
import type { AirMap } from './map/air-map.ts';
import * as state from './state.ts';
import { notify } from './notify.ts';
import { trafficView } from './traffic-view.ts';
import { formatUrlState } from './url-state.ts';
import * as watch from './watch/state.ts';
import { startWatchFeed } from './watch/watch-feed.ts';

/** Shown before any node has said where its map opens: the whole world. */
export const WORLD_VIEW = { latDeg: 30, lonDeg: 50, zoom: 2.2 } as const;

export function startConsole(map: AirMap, hasOwnView: boolean): void {
  let isViewSet = hasOwnView;
  let shownMember: string | undefined;
  let lastDecoder: TrackFrameDecoder | undefined;
  let receivedAtMs = 0;

  const feed = createFeed({
    onConnection(connection) {
      state.connection.value = connection;
    },
    onHello(members) {
      batch(() => {
        state.members.value = members;
        if (state.member.value === undefined) state.memberId.value = members[0]?.id;
      });
      const view = state.member.value?.view;
      if (!isViewSet && view !== undefined) {
        isViewSet = true;
        map.goTo(view.latDeg, view.lonDeg, view.zoom);
      }
    },
    onClock(status) {
      state.clock.value = { status, heardAtMs: performance.now() };
    },
    onSensors(sensors) {
      state.sensors.value = sensors;
    },
    onPicture(decoder) {
      lastDecoder = decoder;
      receivedAtMs = performance.now();
      showPicture();
    },
    onAlerts(alerts, total) {
      batch(() => {
        watch.alerts.value = alerts;
        watch.alertTotal.value = total;
      });
    },
    onProblem: notify,
  });

  function showPicture(): void {
    if (lastDecoder === undefined) return;
    const { picture, rowOf } = lastDecoder;
    const isShown = createFilter(state.filterText.peek());
    const status = state.clock.peek()?.status;
    // Without a known pace nothing is carried on.
    const speed = status === undefined ? 1 : (status.speed ?? 0);
    state.sceneSource.update(picture, rowOf, (row) => isShown(picture, row), receivedAtMs, speed);
    state.pictureCount.value = state.pictureCount.peek() + 1;
    map.showPicture();
    goToTracks();
  }

  /** Once, when neither link, person nor node has said where to look. */
  function goToTracks(): void {
    const view = isViewSet ? undefined : trafficView(state.sceneSource.scene.picture);
    if (view === undefined) return;
    isViewSet = true;
    map.goTo(view.latDeg, view.lonDeg, view.zoom);
  }

  effect(() => {
    const wanted = state.memberId.value;
    if (wanted === undefined || wanted === shownMember) return;
    batch(() => {
      // Numbers, sensors and clock of one member mean nothing in the picture of another.
      if (shownMember !== undefined) {
        state.selected.value = undefined;
        state.measure.value = { step: 'off' };
      }
      state.sensors.value = [];
      state.clock.value = undefined;
    });
    shownMember = wanted;
    map.forget();
    feed.subscribe(wanted);
  });
  effect(() => {
    void state.filterText.value;
    showPicture();
  });
  effect(() => {
    document.documentElement.dataset['theme'] = state.theme.value;
  });
  effect(() => {
    // Seen from another tab, too.
    const unseen = watch.unseenCount.value;
    document.title = unseen === 0 ? 'Commonsky' : `(${unseen}) Commonsky`;
  });

  function writeUrl(): void {
    const fragment = formatUrlState({
      ...(state.memberId.value !== undefined && { member: state.memberId.value }),
      // A view nobody chose must not come back from a link or a reload as if somebody had.
      ...(isViewSet && { view: map.view() }),
      ...(state.selected.value !== undefined && { track: state.selected.value }),
      labels: state.labelLevel.value,
      vectorMin: state.vectorMin.value,
      theme: state.theme.value,
      panel: state.panel.value,
    });
    window.history.replaceState(null, '', fragment);
  }
  effect(writeUrl);
  map.onViewChange((isByHand) => {
    isViewSet ||= isByHand;
    writeUrl();
  });
  startWatchFeed();
  feed.start();
}
