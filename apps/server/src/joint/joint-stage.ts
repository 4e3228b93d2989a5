import { createJointPicture, type JointPicture, type PartnerTrack } from '@commonsky/joint';
import type { MemberId, Track } from '@commonsky/model';

/** Between a member's tracker and its picture: with partners the picture is the joint one. */
export interface JointStage {
  /** Undefined while the member has no partners. */
  readonly picture: JointPicture | undefined;
  /** From now on these are asked for the partners' tracks of the moment. */
  usePartners(source: () => readonly PartnerTrack[]): void;
  /** The picture at `atMs`, to which `own` is predicted. */
  tracks(atMs: number, own: readonly Track[]): readonly Track[];
  /** Our own tracks with nothing of a partner's in them, under the numbers of the newest picture. */
  renumber(own: readonly Track[]): readonly Track[];
}

export function createJointStage(self: MemberId): JointStage {
  let picture: JointPicture | undefined;
  let partners: () => readonly PartnerTrack[] = () => [];
  return {
    get picture() {
      return picture;
    },
    usePartners(source) {
      picture ??= createJointPicture({ self });
      partners = source;
    },
    tracks: (atMs, own) => picture?.update(atMs, own, partners()) ?? own,
    renumber(own) {
      const joint = picture;
      if (joint === undefined) return own;
      return own.flatMap((track) => {
        const number = joint.numberOf({ member: self, number: track.number });
        return number === undefined ? [] : [{ ...track, number }];
      });
    },
  };
}
