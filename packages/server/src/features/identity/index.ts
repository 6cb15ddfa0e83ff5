export type { FindVisitor, Visitor } from './visitor.ts'
