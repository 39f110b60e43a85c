# Dates, times, lengths, sizes.
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-jan = Jan
month-feb = Feb
month-mar = Mar
month-apr = Apr
month-may = May
month-jun = Jun
month-jul = Jul
month-aug = Aug
month-sep = Sep
month-oct = Oct
month-nov = Nov
month-dec = Dec
money-cny = CNY { $figures }
currency-cny = CNY
currency-eur = EUR
currency-hkd = HKD
currency-usd = USD
many-cases = { $many ->
    [one] 1 case
   *[other] { $many } cases
}
many-hours = { $many ->
    [one] 1 hour
   *[other] { $many } hours
}
many-parties = { $many ->
    [one] 1 party
   *[other] { $many } parties
}
date-plain = { $day } { $month } { $year }
date-full = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
month-alone = { $month }
date-moment = { $date }, { $clock }
duration-moment = less than a minute
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
duration-days-hours = { $days ->
    [one] 1 day { $hours } h
   *[other] { $days } days { $hours } h
}
ago-now = just now
ago = { $duration } ago
wait-up-to = up to { $high }
wait-about = about { $high }
wait-range = about { $low }–{ $high } min
wait-range-long = about { $low } to { $high }
size-bytes = { $size } bytes
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
