module runway

go 1.26
