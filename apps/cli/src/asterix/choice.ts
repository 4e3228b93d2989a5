/** Commander's way to take an option several times. Apart from what it is used for, which loads every category. */
export const collectChoice = (choice: string, before: readonly string[]): string[] => [...before, choice];
