/**
 * Loopy belief propagation for data association (Williams & Lau, IEEE Trans. AES 50(4), 2014).
 *
 * A bipartite graph of tracks and plots; edge e joins `edgeTrack[e]` and `edgePlot[e]` with weight
 * `weight[e]` = likelihood that the track made the plot over that it made none and the plot is
 * clutter. Edges must be sorted by track. On return `belief[e]` is the probability of the edge; what is
 * missing to 1 at a track is the probability that it made none. Exact where the graph is a tree.
 */
export function propagateBelief(
  edgeCount: number,
  edgeTrack: Int32Array,
  edgePlot: Int32Array,
  weight: Float64Array,
  plotCount: number,
  belief: Float64Array,
  toTrack: Float64Array,
  toPlot: Float64Array,
  plotSum: Float64Array,
): number {
  toTrack.fill(1, 0, edgeCount);
  let turns = 0;
  for (let change = 1; change > 1e-4 && turns < TURNS_MAX; turns++) {
    plotSum.fill(1, 0, plotCount);
    for (let e = 0; e < edgeCount;) {
      const track = edgeTrack[e]!;
      let sum = 1;
      let end = e;
      for (; end < edgeCount && edgeTrack[end] === track; end++) sum += weight[end]! * toTrack[end]!;
      for (; e < end; e++) {
        const message = weight[e]! / (sum - weight[e]! * toTrack[e]!);
        toPlot[e] = message;
        plotSum[edgePlot[e]!] = plotSum[edgePlot[e]!]! + message;
      }
    }
    change = 0;
    for (let e = 0; e < edgeCount; e++) {
      const message = 1 / Math.max(plotSum[edgePlot[e]!]! - toPlot[e]!, 1);
      change = Math.max(change, Math.abs(message - toTrack[e]!));
      toTrack[e] = message;
    }
  }
  for (let e = 0; e < edgeCount;) {
    const track = edgeTrack[e]!;
    let sum = 1;
    let end = e;
    for (; end < edgeCount && edgeTrack[end] === track; end++) sum += weight[end]! * toTrack[end]!;
    for (; e < end; e++) belief[e] = (weight[e]! * toTrack[e]!) / sum;
  }
  return turns;
}

const TURNS_MAX = 60;
