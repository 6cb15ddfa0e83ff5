import type { Words } from './en.ts'

export const fr: Words = {
  tagline: 'Un petit journal sur les corps qui bougent',
  issue: 'N° 12 · Ce qui nous porte',
  skip: 'Aller aux articles',
  contents: 'Dans ce numéro',
  desk: 'Le pupitre du lecteur',
  reader: 'Qui lit',
  newReader: 'Nouveau lecteur',
  reads: 'Pour la plateforme, ce lecteur est',
  look: 'Apparence',
  light: 'Clair',
  dark: 'Sombre',
  auto: 'Auto',
  language: 'Langue',
  discs: 'Dos',
  dome: 'Souffle',
  stride: 'Marche',
  minutes: '{n} min',
  course: 'Le cours pour aller plus loin',
  tag: 'La balise de cette carte',
  tagText:
    'À copier telle quelle. D’une page à l’autre, seul le cours change ; d’un visiteur à l’autre, le dernier identifiant.',
  styleText: 'Le seul style nécessaire : la largeur de la colonne, et la hauteur de la carte à cet endroit.',
  scriptText:
    'Avec cette ligne en fin de page, la carte règle elle-même sa hauteur et se met à jour au retour du lecteur.',
  view: 'Cette page',
  plain: 'La balise seule',
  script: 'Avec le script facultatif',
  plainText: 'Trois cartes, une balise chacune, aucun script. La carte lit son état à chaque chargement de la page.',
  scriptViewText:
    'Les mêmes balises et un script : les cartes s’ajustent à leur contenu et remarquent un achat quand vous revenez sur cet onglet.',
  colophon:
    'Sinew est un journal inventé. Il montre ce qu’un partenaire sans serveur peut mettre sur sa page. Aucun argent ne circule.',
  platform: 'Vers la plateforme',
  lost: 'Rien n’est imprimé ici',
  home: 'Vers la une',
}
