export const en = {
  tagline: 'A small paper about bodies that move',
  issue: 'No. 12 · What carries us',
  skip: 'Skip to the stories',
  contents: 'In this issue',
  desk: 'Reader’s desk',
  reader: 'Reading as',
  newReader: 'New reader',
  reads: 'The platform knows this reader as',
  look: 'Look',
  light: 'Light',
  dark: 'Dark',
  auto: 'Auto',
  language: 'Language',
  discs: 'Spine',
  dome: 'Breath',
  stride: 'Gait',
  minutes: '{n} min',
  course: 'The course to the story',
  tag: 'The tag behind this card',
  tagText:
    'Copy it as it is. All that changes from page to page is the course, and from visitor to visitor the last id.',
  styleText: 'The only style it needs: as wide as its column, and as high as the card is there.',
  scriptText:
    'With this line at the end of the page the card sets its own height and looks again when the reader comes back.',
  view: 'This page',
  plain: 'The plain tag',
  script: 'With the optional script',
  plainText: 'Three cards, each one tag, no script. A card reads its state whenever the page loads.',
  scriptViewText:
    'The same tags and one script: cards grow to their content, and notice a purchase when you return to this tab.',
  colophon:
    'Sinew is an invented paper. It shows what a partner without a server of its own can put on a page. No money moves.',
  platform: 'To the platform',
  lost: 'Nothing is printed here',
  home: 'To the front page',
}

export type Words = Record<keyof typeof en, string>
