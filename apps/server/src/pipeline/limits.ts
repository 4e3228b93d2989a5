/** The bounds of one member's pipeline; each has a counter that tells when it was reached. */
export interface PipelineLimits {
  /** Packets between the edge and decoding. */
  readonly packetCountMax: number;
  /** Packets decoded in one step; the rest wait for the next. */
  readonly packetsPerStepMax: number;
  /** Plots of one sensor between decoding and tracking. */
  readonly plotsPerSensorMax: number;
  /** Plots tracked in one step, so that sockets are read in between. */
  readonly plotsPerStepMax: number;
  /** A feed with no packet for this long makes the picture stale. */
  readonly staleAfterMs: number;
}

export const PIPELINE_LIMITS: PipelineLimits = {
  packetCountMax: 16_384,
  packetsPerStepMax: 2_048,
  plotsPerSensorMax: 8_192,
  plotsPerStepMax: 4_096,
  staleAfterMs: 10_000,
};
