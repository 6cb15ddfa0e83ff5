import { randomBytes } from 'node:crypto'

/** A customer of this shop; `id` is what the platform knows as `userId`. */
export interface Customer {
  id: string
  name: string
  userAccessKey?: string
  owned: string[]
  /** Courses the platform has refused since. */
  ended: string[]
}

/** One browser, and the customers it may pretend to be. */
export interface Visitor {
  id: string
  current: string
  customers: Customer[]
}

const namedCustomers = ['Ada', 'Bruno', 'Chiara']
const newCustomerName = 'A new customer'
// What is remembered must fit into one cookie of 4 KB.
const newCustomersKept = 2
const coursesKept = 8

export function newVisitor(): Visitor {
  const customers = namedCustomers.map(newCustomer)
  return { id: randomBytes(12).toString('hex'), current: customers[0]?.id ?? '', customers }
}

export function currentCustomer(visitor: Visitor): Customer {
  const found = visitor.customers.find(({ id }) => id === visitor.current) ?? visitor.customers[0]
  return found ?? newCustomer(newCustomerName)
}

/** The visitor as that customer; unchanged where the id is none of the visitor's. */
export function switchCustomer(visitor: Visitor, id: string): Visitor {
  return visitor.customers.some((customer) => customer.id === id) ? { ...visitor, current: id } : visitor
}

export function addCustomer(visitor: Visitor): Visitor {
  const fresh = newCustomer(newCustomerName)
  const isNamed = ({ name }: Customer) => name !== newCustomerName
  const others = visitor.customers.filter((customer) => !isNamed(customer))
  const kept = others.slice(-(newCustomersKept - 1))
  return { ...visitor, current: fresh.id, customers: [...visitor.customers.filter(isNamed), ...kept, fresh] }
}

/** After a purchase, or after the platform let the customer watch again. */
export function rememberOwned(visitor: Visitor, channelId: string, userAccessKey?: string): Visitor {
  return changeCurrent(visitor, (customer) => ({
    ...customer,
    ...(userAccessKey === undefined ? {} : { userAccessKey }),
    owned: [...without(customer.owned, channelId), channelId].slice(-coursesKept),
    ended: without(customer.ended, channelId),
  }))
}

/** After the platform refused. */
export function rememberEnded(visitor: Visitor, channelId: string): Visitor {
  return changeCurrent(visitor, (customer) => ({
    ...customer,
    owned: without(customer.owned, channelId),
    ended: [...without(customer.ended, channelId), channelId].slice(-coursesKept),
  }))
}

function changeCurrent(visitor: Visitor, change: (customer: Customer) => Customer): Visitor {
  const { id } = currentCustomer(visitor)
  return {
    ...visitor,
    customers: visitor.customers.map((customer) => (customer.id === id ? change(customer) : customer)),
  }
}

function newCustomer(name: string): Customer {
  return { id: `customer-${randomBytes(5).toString('hex')}`, name, owned: [], ended: [] }
}

function without(ids: string[], gone: string): string[] {
  return ids.filter((id) => id !== gone)
}
