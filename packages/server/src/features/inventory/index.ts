export { checkStorage, removeOrphans } from './check-storage.ts'
