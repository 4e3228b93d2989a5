export { createJointPicture, type JointPicture, type JointPictureOptions } from './picture.ts';
export type { HistoryPoint } from './history.ts';
export type { DecisionReport, Verdict } from './decisions.ts';
export type { JointStats, JointTrack, MemberTrack, PartnerTrack, TrackRef } from './tracks.ts';
