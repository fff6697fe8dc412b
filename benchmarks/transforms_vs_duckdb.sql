-- The same wage lines as transforms.wage_lines.calculate_lines, for companies that book a shift on its start day.
with days as (
    select distinct employee_id, work_date from entries
),
contract_on_day as (
    select days.employee_id, days.work_date, arg_max(contracts.kind, (contracts.starts_on, contracts.contract_id)) as contract_kind
    from days
    join contracts
        on contracts.employee_id = days.employee_id
        and contracts.starts_on <= days.work_date
        and (contracts.ends_on is null or contracts.ends_on >= days.work_date)
    group by all
),
read as (
    select
        entries.time_entry_id, entries.employee_id, entries.work_date, entries.kind, entries.leave_type,
        contract_kind, venue_links.company_id, venue_links.cost_center_id, company_periods.wage_period,
        connections.nmbrs_employee_id,
        coalesce(
            entries.minutes,
            (epoch_us(entries.ends_at) - epoch_us(entries.starts_at)) // 60000000 - entries.break_minutes
        ) as paid_minutes
    from entries
    join venue_links using (venue_id)
    join company_periods using (company_id)
    join connections on connections.company_id = venue_links.company_id and connections.employee_id = entries.employee_id
    join contract_on_day
        on contract_on_day.employee_id = entries.employee_id and contract_on_day.work_date = entries.work_date
    where entries.is_approved
        and entries.work_date between company_periods.first_day and company_periods.last_day
        and contract_kind in ('zero_hours', 'fixed')
),
priced as (
    select
        *,
        lead(valid_from) over (partition by company_id, contract_kind, measure, type order by valid_from) as valid_until
    from prices
),
codes as (
    select code_table.*, priced.valid_from, priced.valid_until, priced.cents
    from code_table
    join measures_on using (company_id, measure)
    left join priced using (company_id, contract_kind, measure, type)
),
allowance_rows as (
    select read.*, codes.component, codes.code, codes.pays, codes.cents, entry_allowances.minutes as quantity
    from entry_allowances
    join read using (time_entry_id)
    join codes
        on codes.measure = 'allowances' and codes.company_id = read.company_id
        and codes.contract_kind = read.contract_kind and codes.type = entry_allowances.allowance
        and (codes.valid_from is null or read.work_date >= codes.valid_from)
        and (codes.valid_until is null or read.work_date < codes.valid_until)
    where read.kind = 'worked' and (codes.component = 'hours' or codes.cents is not null)
),
full_rate as (
    select time_entry_id, sum(quantity) as minutes from allowance_rows where pays = 'full_rate' group by time_entry_id
),
meal_rows as (
    select read.*, codes.component, codes.code, codes.pays, codes.cents, entry_meals.quantity
    from entry_meals
    join read using (time_entry_id)
    join codes
        on codes.measure = 'meals' and codes.company_id = read.company_id
        and codes.contract_kind = read.contract_kind and codes.type = entry_meals.meal
        and (codes.valid_from is null or read.work_date >= codes.valid_from)
        and (codes.valid_until is null or read.work_date < codes.valid_until)
    where read.kind = 'worked' and (codes.component = 'hours' or codes.cents is not null)
),
measured as (
    select
        company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id, 'worked_hours' as measure,
        sum(paid_minutes - coalesce(full_rate.minutes, 0)) as exact_sixtieths
    from read
    join codes using (company_id, contract_kind)
    left join full_rate using (time_entry_id)
    where read.kind = 'worked' and codes.measure = 'worked_hours' and contract_kind = 'zero_hours'
    group by all
    union all
    select
        company_id, wage_period, employee_id, nmbrs_employee_id, 'days', 0, '', 'worked_days', count(distinct work_date) * 60
    from read
    join measures_on using (company_id)
    where read.kind = 'worked' and paid_minutes > 0 and measures_on.measure = 'worked_days'
    group by all
    union all
    select
        company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id, 'meals',
        sum(case when component = 'hours' then quantity * 60 else quantity * 60 * cents end)
    from meal_rows
    group by all
    union all
    select
        company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id, 'allowances',
        sum(case when component = 'hours' then quantity else quantity * cents end)
    from allowance_rows
    group by all
    union all
    select
        company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id, codes.measure,
        sum(paid_minutes)
    from read
    join codes using (company_id, contract_kind)
    where (read.kind = 'leave' and codes.measure = 'leave_hours' and codes.type = coalesce(read.leave_type, ''))
        or (read.kind = 'sick' and codes.measure = 'sick_hours')
    group by all
)
select
    company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id,
    string_agg(measure, ',' order by measure) as measures,
    sum(exact_sixtieths)::bigint as exact_sixtieths,
    case component
        when 'wage' then (sign(sum(exact_sixtieths)) * ((2 * abs(sum(exact_sixtieths)) + 60) // 120))::bigint
        else (sign(sum(exact_sixtieths)) * ((200 * abs(sum(exact_sixtieths)) + 60) // 120))::bigint
    end as quantity_hundredths
from measured
group by company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id
having quantity_hundredths <> 0
