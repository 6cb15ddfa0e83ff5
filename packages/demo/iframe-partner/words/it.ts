import type { Words } from './en.ts'

export const it: Words = {
  tagline: 'Un piccolo giornale sui corpi che si muovono',
  issue: 'N. 12 · Che cosa ci porta',
  skip: 'Vai agli articoli',
  contents: 'In questo numero',
  desk: 'Il banco del lettore',
  reader: 'Chi legge',
  newReader: 'Nuovo lettore',
  reads: 'Per la piattaforma questo lettore è',
  look: 'Aspetto',
  light: 'Chiaro',
  dark: 'Scuro',
  auto: 'Auto',
  language: 'Lingua',
  discs: 'Schiena',
  dome: 'Respiro',
  stride: 'Passo',
  minutes: '{n} min',
  course: 'Il corso per approfondire',
  tag: 'Il tag di questa scheda',
  tagText:
    'Si copia così com’è. Da una pagina all’altra cambia soltanto il corso, da un visitatore all’altro l’ultimo id.',
  styleText: 'L’unico stile che serve: largo come la colonna, alto come la scheda in quel punto.',
  scriptText:
    'Con questa riga in fondo alla pagina la scheda regola da sé l’altezza e si aggiorna quando il lettore ritorna.',
  view: 'Questa pagina',
  plain: 'Il tag semplice',
  script: 'Con lo script facoltativo',
  plainText:
    'Tre schede, un tag ciascuna, nessuno script. La scheda legge il suo stato a ogni caricamento della pagina.',
  scriptViewText:
    'Gli stessi tag e uno script: le schede crescono con il contenuto e si accorgono di un acquisto quando torni a questa scheda del browser.',
  colophon:
    'Sinew è un giornale inventato. Mostra che cosa può mettere in pagina un partner senza un proprio server. Non si muove denaro.',
  platform: 'Alla piattaforma',
  lost: 'Qui non è stampato nulla',
  home: 'Alla prima pagina',
}
