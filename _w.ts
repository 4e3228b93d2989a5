import { createWorld } from './packages/sim/src/world.ts';
import { checkScenario } from './packages/sim/src/scenario/scenario.ts';
import { demoScenario } from './packages/sim/src/demo.ts';
import { truthOf } from './packages/sim/src/truth/truth.ts';
const c = checkScenario(demoScenario({seed: Number(process.argv[2] ?? 1)}));
console.log(c.issues);
const w = createWorld(c.scenario!);
const stat: Record<string, number> = {};
let plots: Record<string, Set<number>> = {};
const t0 = performance.now();
const prev = new Map<number, any>();
let maxTurn=0, maxAcc=0, maxV=0;
const N = Number(process.argv[3] ?? 600);
for (let i = 0; i < N; i++) {
  w.step({
    sector(r, s) { for (const p of s.reports) { stat[r.spec.id+':'+p.cause] = (stat[r.spec.id+':'+p.cause]??0)+1; if (p.truth) ((plots[r.spec.owner]??=new Set())).add(p.truth);} },
    heard(l, b) { stat[l.spec.id] = (stat[l.spec.id]??0)+b.length; for (const x of b) (plots[l.spec.owner]??=new Set()).add(x.report.truth) },
    located() {},
  });
  if (i % 300 === 0) {
    let air=0, ground=0; const kinds: any={};
    w.fleet.aircraft.forEach((a, row) => { if(!a) return; const t=truthOf(w.fleet,row,a,0); if (t.onGround) ground++; else air++; kinds[a.kind]=(kinds[a.kind]??0)+1;
    });
    console.log(i, {air, ground, kg: plots.kg?.size, kz: plots.kz?.size, rows: w.fleet.rowCount}, JSON.stringify(kinds)); plots={};
  }
  w.fleet.aircraft.forEach((a, row) => { if(!a) return; const t=truthOf(w.fleet,row,a,0);
    const v=Math.hypot(t.eastMps,t.northMps); 
    const p=prev.get(a.number); if (p) { 
      const d = Math.hypot((t.latDeg-p.latDeg)*111200, (t.lonDeg-p.lonDeg)*111200*Math.cos(t.latDeg*Math.PI/180));
      if (d > v*1.2+5) console.log('jump', a.kind, d, v);
      if (v>310 && (prev as any).said!==a.number) { (prev as any).said=a.number; console.log('fast',a.kind, v, t.pressureAltitudeM); }
      if (t.pressureAltitudeM < 100 || t.pressureAltitudeM>13000) if((prev as any).s2!==a.number){ (prev as any).s2=a.number; console.log('alt', a.kind, t.pressureAltitudeM, t.onGround);} 
      if (Math.abs(t.verticalMps)>16) console.log('vs', a.kind, t.verticalMps, t.onGround);
      if (!Number.isFinite(t.latDeg+t.lonDeg+v)) console.log('nan', a);
    } prev.set(a.number,t); });
}
console.log((performance.now()-t0)/N, 'ms/step', stat);
