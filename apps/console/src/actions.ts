/** What a person can do; buttons and keys call the same. */
import type { AirMap } from './map/air-map.ts';
import * as state from './state.ts';
import { trafficView } from './traffic-view.ts';
import { LABEL_LEVELS, type Panel, VECTOR_MINUTES } from './url-state.ts';
import * as watch from './watch/state.ts';
import {
  acknowledge,
  askForIncident,
  selectedAlert,
  selectNextAlert,
  unshelve,
} from './watch/watch-actions.ts';

const CLOSE_ZOOM = 8;

export interface Actions {
  readonly selectMember: (index: number) => void;
  readonly nextMember: () => void;
  readonly nextLabelLevel: () => void;
  readonly nextVector: () => void;
  readonly toggleHistory: () => void;
  readonly toggleCoverage: () => void;
  readonly toggleAirspaces: () => void;
  readonly toggleInterference: () => void;
  /** Opens the list of alerts at the next one that nobody has seen. */
  readonly nextAlert: () => void;
  readonly acknowledgeAlert: () => void;
  readonly shelveAlert: () => void;
  readonly rejectAlert: () => void;
  readonly openIncident: () => void;
  readonly toggleTheme: () => void;
  readonly togglePanel: (panel: Exclude<Panel, 'none'>) => void;
  readonly toggleHelp: () => void;
  readonly toggleMeasure: () => void;
  /** Brings the selected track to the middle. */
  readonly centerSelected: () => void;
  readonly goTo: (latDeg: number, lonDeg: number) => void;
  readonly home: () => void;
  readonly zoomBy: (steps: number) => void;
  /** Closes what was opened last: help, form, line, selection. */
  readonly dismiss: () => void;
}

export function createActions(map: AirMap): Actions {
  function goTo(latDeg: number, lonDeg: number): void {
    map.goTo(latDeg, lonDeg, Math.max(map.view().zoom, CLOSE_ZOOM));
  }
  function ask(form: 'shelve' | 'reject'): void {
    state.panel.value = 'alerts';
    watch.alertForm.value = form;
  }

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
    toggleAirspaces() {
      watch.hasAirspaces.value = !watch.hasAirspaces.value;
    },
    toggleInterference() {
      watch.hasInterference.value = !watch.hasInterference.value;
    },
    nextAlert: () => selectNextAlert(goTo),
    acknowledgeAlert() {
      const alert = selectedAlert();
      if (alert?.state === 'raised') void acknowledge(alert);
    },
    shelveAlert() {
      const alert = selectedAlert();
      if (alert?.state === 'shelved') void unshelve(alert);
      else if (alert !== undefined) ask('shelve');
    },
    rejectAlert() {
      if (selectedAlert() !== undefined) ask('reject');
    },
    openIncident() {
      const alert = selectedAlert();
      if (alert !== undefined) askForIncident(alert);
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
    goTo,
    home() {
      const view = state.member.value?.view ?? trafficView(state.sceneSource.scene.picture);
      if (view !== undefined) map.goTo(view.latDeg, view.lonDeg, view.zoom);
    },
    zoomBy: (steps) => map.zoomBy(steps),
    dismiss() {
      if (state.isHelpOpen.value) state.isHelpOpen.value = false;
      else if (watch.alertForm.value !== undefined) watch.alertForm.value = undefined;
      else if (state.measure.value.step !== 'off') state.measure.value = { step: 'off' };
      else state.selected.value = undefined;
    },
  };
}

function after<T>(all: readonly T[], current: T): T {
  return all[(all.indexOf(current) + 1) % all.length]!;
}
