/** What a person can do; buttons and keys call the same. */
import type { AirMap } from './map/air-map.ts';
import * as state from './state.ts';
import { trafficView } from './traffic-view.ts';
import { LABEL_LEVELS, type Panel, VECTOR_MINUTES } from './url-state.ts';

const CLOSE_ZOOM = 8;

export interface Actions {
  readonly selectMember: (index: number) => void;
  readonly nextMember: () => void;
  readonly nextLabelLevel: () => void;
  readonly nextVector: () => void;
  readonly toggleHistory: () => void;
  readonly toggleCoverage: () => void;
  readonly toggleTheme: () => void;
  readonly togglePanel: (panel: Exclude<Panel, 'none'>) => void;
  readonly toggleHelp: () => void;
  readonly toggleMeasure: () => void;
  /** Brings the selected track to the middle. */
  readonly centerSelected: () => void;
  readonly goTo: (latDeg: number, lonDeg: number) => void;
  readonly home: () => void;
  readonly zoomBy: (steps: number) => void;
  /** Closes what was opened last: help, line, selection. */
  readonly dismiss: () => void;
}

export function createActions(map: AirMap): Actions {
  return {
    selectMember(index) {
      const member = state.members.value[index];
      if (member !== undefined) state.memberId.value = member.id;
    },
    nextMember() {
      const all = state.members.value;
      const at = all.findIndex(({ id }) => id === state.memberId.value);
      const next = all[(at + 1) % all.length];
      if (next !== undefined) state.memberId.value = next.id;
    },
    nextLabelLevel() {
      state.labelLevel.value = after(LABEL_LEVELS, state.labelLevel.value);
    },
    nextVector() {
      state.vectorMin.value = after(VECTOR_MINUTES, state.vectorMin.value);
    },
    toggleHistory() {
      state.hasHistory.value = !state.hasHistory.value;
    },
    toggleCoverage() {
      state.hasCoverage.value = !state.hasCoverage.value;
    },
    toggleTheme() {
      state.theme.value = state.theme.value === 'dark' ? 'light' : 'dark';
    },
    togglePanel(panel) {
      state.panel.value = state.panel.value === panel ? 'none' : panel;
    },
    toggleHelp() {
      state.isHelpOpen.value = !state.isHelpOpen.value;
    },
    toggleMeasure() {
      if (state.measure.value.step !== 'off') state.measure.value = { step: 'off' };
      else if (state.selected.value === undefined) state.measure.value = { step: 'from' };
      else {
        const from = { kind: 'track', number: state.selected.value } as const;
        state.measure.value = { step: 'to', from, to: from };
      }
    },
    centerSelected() {
      const number = state.selected.value;
      const { scene } = state.sceneSource;
      const row = number === undefined ? undefined : scene.rowOf(number);
      if (row === undefined) return;
      const zoom = Math.max(map.view().zoom, CLOSE_ZOOM);
      map.goTo(scene.picture.latDeg[row]!, scene.picture.lonDeg[row]!, zoom);
    },
    goTo(latDeg, lonDeg) {
      map.goTo(latDeg, lonDeg, Math.max(map.view().zoom, CLOSE_ZOOM));
    },
    home() {
      const view = state.member.value?.view ?? trafficView(state.sceneSource.scene.picture);
      if (view !== undefined) map.goTo(view.latDeg, view.lonDeg, view.zoom);
    },
    zoomBy: (steps) => map.zoomBy(steps),
    dismiss() {
      if (state.isHelpOpen.value) state.isHelpOpen.value = false;
      else if (state.measure.value.step !== 'off') state.measure.value = { step: 'off' };
      else state.selected.value = undefined;
    },
  };
}

function after<T>(all: readonly T[], current: T): T {
  return all[(all.indexOf(current) + 1) % all.length]!;
}
