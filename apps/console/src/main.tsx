import { render } from 'preact';
import { createActions } from './actions.ts';
import { startConsole, WORLD_VIEW } from './console.ts';
import { listenForKeys } from './keys.ts';
import { createAirMap } from './map/air-map.ts';
import { App } from './ui/app.tsx';
import { parseUrlState } from './url-state.ts';

const root = document.querySelector<HTMLElement>('#console')!;
const mapElement = root.appendChild(document.createElement('main'));
mapElement.className = 'map';
mapElement.setAttribute('aria-label', 'Air picture');
const panels = root.appendChild(document.createElement('div'));
panels.className = 'panels';

const { view } = parseUrlState(location.hash);
const map = createAirMap(mapElement, view ?? WORLD_VIEW);
const actions = createActions(map);
listenForKeys(actions);
startConsole(map, view !== undefined);
render(<App actions={actions} />, panels);
