import type { Words } from './en.ts'

export const de: Words = {
  tagline: 'Ein kleines Blatt über Körper in Bewegung',
  issue: 'Nr. 12 · Was uns trägt',
  skip: 'Zu den Artikeln',
  contents: 'In dieser Ausgabe',
  desk: 'Lesepult',
  reader: 'Es liest',
  newReader: 'Jemand Neues',
  reads: 'Die Plattform kennt diesen Besuch als',
  look: 'Ansicht',
  light: 'Hell',
  dark: 'Dunkel',
  auto: 'Auto',
  language: 'Sprache',
  discs: 'Rücken',
  dome: 'Atem',
  stride: 'Gang',
  minutes: '{n} Min.',
  course: 'Der Kurs zum Artikel',
  tag: 'Das Tag hinter dieser Karte',
  tagText:
    'Unverändert zu kopieren. Von Seite zu Seite ändert sich nur der Kurs, von Besuch zu Besuch nur die letzte Kennung.',
  styleText: 'Mehr Gestaltung braucht es nicht: so breit wie die Spalte und so hoch, wie die Karte dort ist.',
  scriptText:
    'Mit dieser Zeile am Ende der Seite stellt die Karte ihre Höhe selbst ein und sieht nach, sobald jemand zurückkehrt.',
  view: 'Diese Seite',
  plain: 'Nur das Tag',
  script: 'Mit dem optionalen Skript',
  plainText: 'Drei Karten, je ein Tag, kein Skript. Eine Karte liest ihren Stand bei jedem Laden der Seite.',
  scriptViewText:
    'Dieselben Tags und ein Skript: Karten wachsen mit ihrem Inhalt und bemerken einen Kauf, wenn Sie in diesen Tab zurückkehren.',
  colophon:
    'Sinew ist ein erfundenes Blatt. Es zeigt, was ein Partner ohne eigenen Server auf seine Seite setzen kann. Es fließt kein Geld.',
  platform: 'Zur Plattform',
  lost: 'Hier ist nichts gedruckt',
  home: 'Zur Titelseite',
}
