import type { Words } from './en.ts'

export const es: Words = {
  tagline: 'Un pequeño periódico sobre cuerpos que se mueven',
  issue: 'N.º 12 · Lo que nos sostiene',
  skip: 'Ir a los artículos',
  contents: 'En este número',
  desk: 'La mesa del lector',
  reader: 'Quién lee',
  newReader: 'Nuevo lector',
  reads: 'La plataforma conoce a este lector como',
  look: 'Aspecto',
  light: 'Claro',
  dark: 'Oscuro',
  auto: 'Auto',
  language: 'Idioma',
  discs: 'Espalda',
  dome: 'Respiración',
  stride: 'Marcha',
  minutes: '{n} min',
  course: 'El curso para saber más',
  tag: 'La etiqueta de esta ficha',
  tagText:
    'Se copia tal cual. De una página a otra solo cambia el curso; de un visitante a otro, el último identificador.',
  styleText: 'El único estilo que necesita: tan ancha como su columna y tan alta como la ficha en ese lugar.',
  scriptText: 'Con esta línea al final de la página, la ficha ajusta su altura y se actualiza cuando el lector vuelve.',
  view: 'Esta página',
  plain: 'Solo la etiqueta',
  script: 'Con el script opcional',
  plainText:
    'Tres fichas, una etiqueta cada una, ningún script. La ficha lee su estado cada vez que se carga la página.',
  scriptViewText:
    'Las mismas etiquetas y un script: las fichas crecen con su contenido y notan una compra cuando usted vuelve a esta pestaña.',
  colophon:
    'Sinew es un periódico inventado. Muestra lo que un socio sin servidor propio puede poner en su página. No se mueve dinero.',
  platform: 'A la plataforma',
  lost: 'Aquí no hay nada impreso',
  home: 'A la portada',
}
